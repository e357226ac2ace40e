from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QKeySequence

from desktop import wording
from engine.records import DocumentRow, DocumentState, Overview


@given(st.text() | st.binary().map(lambda raw: raw.decode("utf-8", "surrogateescape")))
def test_a_shown_name_is_one_line_of_sound_text(name: str) -> None:
    shown = wording.displayable(name)
    shown.encode("utf-8")
    assert len(shown.splitlines()) <= 1 or not any(c in shown for c in "\n\r\t\v\f\x1c\x1d\x1e\x85")
    assert "\u202e" not in shown


def test_names_of_other_scripts_stay_as_they_are() -> None:
    marked = ("דוח (2024)\u200f.pdf", "\u200eC++ מדריך.pdf", "تقرير \u061c2024.pdf")
    for name in ("דוח שנתי 2024.pdf", "می\u200cخواهم.txt", "👩\u200d👧.md", *marked):
        assert wording.displayable(name) == name


def test_a_direction_override_cannot_disguise_an_ending() -> None:
    for override in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069":
        assert wording.displayable(f"annexe{override}fdp.exe") == "annexe\ufffdfdp.exe"


@pytest.mark.parametrize(
    ("state", "facts", "read", "embedded", "detail"),
    [
        (DocumentState.QUEUED, {}, 0.0, 0.0, ""),
        (DocumentState.READING, {"pages_read": 5, "pages": 20, "chunks": 10}, 0.25, 0.0, "5 of 20 pages"),
        (
            DocumentState.READING,
            {"pages_read": 5, "pages": 20, "chunks": 10, "embedded": 5},
            0.25,
            0.125,
            "5 of 20 pages",
        ),
        (DocumentState.EMBEDDING, {"pages_read": 20, "pages": 20, "chunks": 10, "embedded": 7}, 1.0, 0.7, "70 %"),
        (DocumentState.READY, {"pages_read": 20, "pages": 20, "chunks": 10, "embedded": 10}, 1.0, 1.0, "20 pages"),
        (DocumentState.READY, {"pages_read": 1, "pages": 1, "paged": False, "chunks": 1, "embedded": 1}, 1.0, 1.0, ""),
    ],
)
def test_the_bar_and_the_figure_beside_it_are_true(
    row: Callable[..., DocumentRow],
    state: DocumentState,
    facts: dict[str, int],
    read: float,
    embedded: float,
    detail: str,
) -> None:
    document = row(state=state, **facts)
    assert wording.read_share(document) == read
    assert wording.embedded_share(document) == embedded
    assert wording.detail_of(document) == detail


def test_the_footer_at_work(overview: Callable[..., Overview]) -> None:
    states = {DocumentState.READY: 10, DocumentState.FAILED: 2, DocumentState.QUEUED: 28}
    at_work = overview(by_state=states, pages_per_second=17.3, eta_seconds=190.0)
    assert wording.overview_line(at_work) == "12 of 40 documents · 17 pages/s · about 3 min left · 2 failed"


def test_the_footer_at_rest(overview: Callable[..., Overview]) -> None:
    at_rest = overview(by_state={DocumentState.READY: 1}, pages_read=1200)
    assert wording.overview_line(at_rest) == "1 document ready · 1,200 pages"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "a few seconds"), (42, "about 40 s"), (95, "about 2 min"), (3600, "about 60 min"), (9000, "about 2 h")],
)
def test_a_remaining_time_is_as_coarse_as_an_estimate(seconds: float, words: str) -> None:
    assert wording.duration(seconds) == words


def test_a_hundred_percent_is_said_only_of_all() -> None:
    assert wording.percent(0.9999) == "99 %"
    assert wording.percent(1.0) == "100 %"


@pytest.mark.parametrize(
    ("keys", "name"),
    [("Return", "Enter"), ("Enter", "Enter"), ("Ctrl+Return", "Ctrl+Enter"), ("Ctrl+F", "Ctrl+F"), ("Del", "Del")],
)
def test_a_key_has_one_name(keys: str, name: str) -> None:
    assert wording.key_name(QKeySequence(keys)) == name
