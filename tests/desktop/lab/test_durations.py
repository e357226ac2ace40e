from __future__ import annotations

import pytest

from desktop.lab.durations import Durations, Operation
from engine.trace import Span, Stage


def test_what_one_took_is_the_mean_over_all_that_a_span_dealt_with() -> None:
    durations = Durations()
    durations.add(
        [
            Span("worker 1", Stage.EMBED, "30 passages", 0.0, 3.0, count=30),
            Span("worker 2", Stage.EMBED, "10 passages", 0.0, 1.0, count=10),
            Span("listing", Stage.LIST, "400 files", 0.0, 0.2, count=400),
            Span("worker 1", Stage.EXTRACT, "book.pdf", 4.0, 4.5, pages=5),
        ]
    )
    assert durations.of(Operation.EMBED_PASSAGE) == pytest.approx(0.1)
    assert durations.of(Operation.LIST_FILE) == pytest.approx(0.0005)
    assert durations.of(Operation.EXTRACT_PAGE) == pytest.approx(0.1)
    assert durations.of(Operation.WORK_PAGE) == pytest.approx(4.5 / 5)


def test_what_was_measured_is_known_after_a_restart() -> None:
    durations = Durations()
    durations.note(Operation.SEARCH, 0.4, 2)
    again = Durations()
    again.recall(durations.remembered())
    again.note(Operation.SEARCH, 0.8, 2)
    assert again.of(Operation.SEARCH) == pytest.approx(0.3)
    assert again.of(Operation.LOOK_UP) is None


@pytest.mark.parametrize("text", ["", "{", "[]", "[1, 2, 3, 4]", '[{"search": "x"}, {"search": 1}, 0, 0]', "null"])
def test_what_cannot_be_understood_is_not_known(text: str) -> None:
    durations = Durations()
    durations.recall(text)
    assert durations.of(Operation.SEARCH) is None


def test_what_was_never_done_has_no_duration() -> None:
    durations = Durations()
    assert durations.of(Operation.SEARCH) is None
    durations.add([Span("worker 1", Stage.EXTRACT, "book.pdf", 4.0, 4.5, pages=5)])
    assert durations.of(Operation.WORK_PAGE) is None
