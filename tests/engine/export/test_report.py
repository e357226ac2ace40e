"""The report: one file that needs nothing else, and says what was measured."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.compare.results import ComparisonResult, Gap, ModeResult, Restart, Rhythm, WorkloadKind
from engine.export.palette import GAP_COLOUR, LOOKS
from engine.export.report import comparison_page, task_page
from engine.export.timeline import Picture, draw, told
from engine.records import Mode
from engine.trace import Span, Stage
from tests.engine.export.made_up import comparisons, spans_of_track

_VOID = {"meta", "br", "line", "rect", "path"}


class _Reader(HTMLParser):
    """Sees that every element is closed where it should be, and collects tags and text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag != "meta":
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(self.words)


def result(mode: Mode, spans: tuple[Span, ...], **changed: object) -> ModeResult:
    gaps = (Gap(100.0, 102.0),) if mode is Mode.BLOCKING else ()
    made = ModeResult(
        mode=mode,
        speed=1.0,
        began=100.0,
        ended=102.0,
        returned=100.001 if mode is Mode.BACKGROUND else 102.0,
        rhythm=Rhythm("asyncio", 8.0, 250, 250 if gaps else 0, 2000.0 if gaps else 0.0, gaps),
        documents=1,
        pages=4,
        processes=1,
        spans=spans,
        spans_dropped=0,
        samples=(),
        restart=Restart(True, "Killed, and it went on."),
        cancelled=False,
    )
    return replace(made, **changed)  # type: ignore[arg-type]


def comparison(*results: ModeResult) -> ComparisonResult:
    return ComparisonResult(WorkloadKind.DOCUMENTS, "1 document", results, "Background lets the person go.")


EMBED = Span("window", Stage.EMBED, "book <1>.pdf", 100.1, 101.9, 1, 4)


@settings(max_examples=30)
@given(comparisons())
@example(comparison(result(Mode.BACKGROUND, (), began=0.0, returned=0.0, ended=1e-308)))
def test_any_comparison_makes_a_page_that_needs_nothing_else(made: ComparisonResult) -> None:
    reader = _Reader(comparison_page(made))
    for tag, attributes in reader.tags:
        assert tag not in ("script", "link", "img", "iframe", "object", "image", "use")
        assert not {"src", "href", "onload", "onclick"} & attributes.keys()
        for value in attributes.values():
            assert "url(" not in (value or "") or (value or "").startswith("url(#")
    assert "@import" not in reader.text
    assert not re.search(r"\b(nan|inf)\b", comparison_page(replace(made, title="", conclusion="")))


def test_it_says_the_figures_the_cause_and_the_conclusion() -> None:
    made = comparison(result(Mode.BLOCKING, (EMBED,)), result(Mode.BACKGROUND, ()))
    text = _Reader(comparison_page(made)).text
    assert "Background lets the person go." in text
    assert "The window was blocked for 2,000 ms by embed book <1>.pdf." in text
    assert "250 of 250" in text
    assert "seconds since the request" in text
    assert "asyncio event loop, as there was no window" in text
    for label in ("Embed", "Window held up", "The person waits", "Idle"):
        assert label in text


def test_all_timelines_are_on_one_scale() -> None:
    long = result(Mode.BLOCKING, (EMBED,), ended=104.0, returned=104.0)
    page = comparison_page(comparison(long, result(Mode.BACKGROUND, (replace(EMBED, track="worker 1"),))))
    widths = re.findall(r'width="([\d.]+)" height="13" fill="url\(#stage-embed\)">', page)
    assert len(widths) == 2
    assert len(set(widths)) == 1


def test_the_lesson_counts_its_own_seconds() -> None:
    page = comparison_page(comparison(result(Mode.BLOCKING, (EMBED,), speed=20.0)))
    text = _Reader(page).text
    assert "seconds of the lesson" in text
    assert "waits 40.0 s" in text


def test_stages_differ_in_colour_and_so_do_gaps() -> None:
    colours = [look.colour for look in LOOKS.values()]
    assert set(LOOKS) == set(Stage)
    assert len({*colours, GAP_COLOUR}) == len(colours) + 1


@given(spans_of_track("worker 1", 50.0), st.integers(0, 2))
def test_bars_lie_within_the_picture(spans: list[Span], many: int) -> None:
    """Also when there are so many spans that they are drawn by half pixels."""
    crowd = [Span("worker 1", Stage.CHUNK, "c", 50 + n / 1000, 50 + (n + 0.5) / 1000) for n in range(many * 700)]
    picture = Picture("any", 50.0, 3.0, crowd or spans)
    for left, width in re.findall(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', draw(picture)):
        assert float(left) >= 118
        assert float(left) + float(width) <= 1000


def test_a_hundred_thousand_spans_make_a_small_picture() -> None:
    spans = [Span("worker 1", Stage.EMBED, "e", n / 100, (n + 0.9) / 100) for n in range(100_000)]
    assert len(draw(Picture("many", 0.0, 1000.0, spans))) < 300_000


def test_a_task_has_a_page_too() -> None:
    text = _Reader(task_page("Task 7", [EMBED])).text
    assert "Task 7" in text
    assert "1 step in 1.8 s" in text
    _Reader(task_page("Nothing", []))


def test_times_for_people() -> None:
    assert [told(seconds) for seconds in (0.0014, 0.84, 3.2, 48.0, 1234.0)] == [
        "1.4 ms",
        "840 ms",
        "3.2 s",
        "48.0 s",
        "1,234 s",
    ]
