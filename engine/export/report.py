"""A comparison, or any task's timeline, as one HTML file that needs nothing else: no script, no network."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

from engine.compare.results import ComparisonResult, Gap, ModeResult, Restart
from engine.export.palette import GAP_COLOUR, IDLE_COLOUR_DARK, IDLE_COLOUR_LIGHT
from engine.export.timeline import Picture, draw, legend, patterns, told
from engine.records import Mode
from engine.trace import Span

_MODE_NAMES = {Mode.BLOCKING: "Blocking", Mode.ASYNC: "Async I/O", Mode.BACKGROUND: "Background"}
_MODE_WORDS = {
    Mode.BLOCKING: "The window's own thread does everything, one document after another",
    Mode.ASYNC: "One event loop in the window's thread: waits overlap, computing holds it up",
    Mode.BACKGROUND: "The work is handed over, and the window is free",
}
_LOOPS = {
    "qt": "the window's own Qt event loop",
    "asyncio": "an asyncio event loop, as there was no window",
}

_STYLE = f"""
:root {{ color-scheme: light dark; --ground: #fff; --text: #1d1f23; --quiet: #5c6470; --line: #d5d9df;
  --idle: {IDLE_COLOUR_LIGHT}; --gap: {GAP_COLOUR}; --wait: #c9ced6; --best: #e6f4ee; }}
@media (prefers-color-scheme: dark) {{ :root {{ --ground: #1b1d21; --text: #e8eaee; --quiet: #a3abb8; --line: #3b4048;
  --idle: {IDLE_COLOUR_DARK}; --wait: #565d69; --best: #1d3a30; }} }}
body {{ background: var(--ground); color: var(--text); font: 15px/1.5 system-ui, sans-serif; margin: 0 auto;
  max-width: 1000px; padding: 24px 16px 48px; }}
h1 {{ font-size: 24px; margin: 0 0 4px; }} h2 {{ font-size: 17px; margin: 28px 0 2px; }}
p {{ margin: 4px 0 10px; }} .quiet {{ color: var(--quiet); }} .conclusion {{ font-size: 17px; margin: 16px 0; }}
.defs {{ position: absolute; }} .timeline {{ display: block; width: 100%; height: auto; }}
svg text {{ font: 12px system-ui, sans-serif; fill: var(--text); }} svg .track {{ text-anchor: end; }}
svg .tick {{ text-anchor: middle; fill: var(--quiet); }} svg .unit {{ text-anchor: end; fill: var(--quiet); }}
svg .idle {{ fill: var(--idle); }} svg .gap {{ fill: var(--gap); }} svg .axis {{ stroke: var(--quiet); }}
svg .grid {{ stroke: var(--line); stroke-opacity: .6; }} svg .wait {{ fill: var(--wait); }}
svg .wait-line {{ stroke: var(--text); stroke-opacity: .35; }} svg .note.on {{ font-weight: 600; }}
.legend {{ list-style: none; display: flex; flex-wrap: wrap; gap: 4px 18px; margin: 12px 0; padding: 0; }}
.legend svg {{ margin-right: 6px; vertical-align: -2px; }}
table {{ border-collapse: collapse; width: 100%; margin: 8px 0; font-variant-numeric: tabular-nums; }}
th, td {{ border-bottom: 1px solid var(--line); padding: 5px 10px; text-align: right; vertical-align: top; }}
th:first-child {{ text-align: left; font-weight: 400; }} thead th {{ font-weight: 600; }}
td.best {{ background: var(--best); font-weight: 600; }}
"""


def write(path: Path, page: str) -> None:
    """Write a page.

    Raises:
        OSError: the file cannot be written.
    """
    path.write_text(page, encoding="utf-8")


def comparison_page(comparison: ComparisonResult) -> str:
    """Three timelines on one scale, the table, and what to conclude."""
    results = comparison.results
    length = max((max(one.ended, one.returned) - one.began for one in results), default=0.0) or 1.0
    parts = [f"<h1>The same work in {len(results)} modes</h1>", f'<p class="quiet">{escape(comparison.title)}</p>']
    if comparison.conclusion:
        parts.append(f'<p class="conclusion">{escape(comparison.conclusion)}</p>')
    if comparison.cancelled:
        parts.append("<p>The comparison was cancelled: the figures are those of a part.</p>")
    stages = [stage for one in results for stage in {span.stage for span in one.spans}]
    parts.append(legend(stages, gaps=any(one.rhythm.gaps for one in results), waiting=True))
    for one in results:
        picture = Picture(_MODE_NAMES[one.mode], one.began, length, one.spans, one.rhythm.gaps, one.returned, one.speed)
        parts.append(f"<h2>{_MODE_NAMES[one.mode]}</h2>")
        parts.append(f'<p class="quiet">{_MODE_WORDS[one.mode]}. {escape(one.cause)}</p>')
        parts.append(draw(picture))
    if results:
        parts.append("<h2>In figures</h2>")
        parts.append(_table(results))
    parts.extend(
        f'<p class="quiet"><b>{_MODE_NAMES[one.mode]}, killed:</b> {escape(one.restart.words)}</p>'
        for one in results
        if one.restart.survived is not None
    )
    parts.append(_how(results))
    return _page(f"Meanwhile: {comparison.title}", parts)


def task_page(title: str, spans: Sequence[Span], gaps: Sequence[Gap] = ()) -> str:
    """The timeline of one task, or of whatever these spans are, with the window's gaps."""
    times: list[Span | Gap] = [*spans, *gaps]
    began = min((one.start for one in times), default=0.0)
    length = max((one.end for one in times), default=began) - began or 1.0
    parts = [
        f"<h1>{escape(title)}</h1>",
        f'<p class="quiet">{len(spans):,} step{"" if len(spans) == 1 else "s"} in {told(length)}</p>',
    ]
    parts.append(legend([span.stage for span in spans], gaps=bool(gaps), waiting=False))
    parts.append(draw(Picture(title, began, length, spans, gaps)))
    return _page(f"Meanwhile: {title}", parts)


def _page(title: str, parts: Sequence[str]) -> str:
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>\n<body>{patterns()}\n"
        + "\n".join(parts)
        + "\n</body></html>\n"
    )


_UNREST = 0.1
"""Values that differ by less are as good as each other: two runs of the same mode differ by so much."""
Figure = Callable[[ModeResult], float]


def _table(results: Sequence[ModeResult]) -> str:
    lesson = any(one.speed != 1 for one in results)
    rows: list[tuple[str, Callable[[ModeResult], str], Figure | None]] = [
        (
            "Until the person can act again",
            lambda one: told(one.returns_after_seconds),
            lambda one: one.returns_after_seconds,
        ),
        ("Until all is done", lambda one: told(one.seconds), lambda one: one.seconds),
        (
            "Longest freeze (as measured)" if lesson else "Longest freeze",
            lambda one: f"{one.longest_block_ms:,.0f} ms",
            lambda one: one.longest_block_ms,
        ),
        ("Freezes over 50 ms", lambda one: f"{one.long_blocks:,}", lambda one: one.long_blocks),
        (
            "Missed heartbeats",
            lambda one: f"{one.missed_beats:,} of {one.rhythm.due:,}",
            lambda one: one.missed_beats / max(one.rhythm.due, 1),
        ),
        (
            "Files per second" if lesson else "Pages per second",
            lambda one: f"{one.pages_per_second:.2g}" if lesson else f"{one.pages_per_second:.1f}",
            lambda one: 1 / one.pages_per_second if one.pages_per_second else math.inf,
        ),
        ("Processes", lambda one: str(one.processes), None),
        ("Survives being killed", lambda one: _survived(one.restart), None),
    ]
    head = "".join(f"<th>{_MODE_NAMES[one.mode]}</th>" for one in results)
    body = "".join(_row(label, words, figure, results) for label, words, figure in rows)
    return f"<table><thead><tr><th></th>{head}</tr></thead><tbody>{body}</tbody></table>"


def _row(label: str, words: Callable[[ModeResult], str], figure: Figure | None, results: Sequence[ModeResult]) -> str:
    figures = [figure(one) if figure else 0.0 for one in results]
    best = min(figures)
    tells = max(figures) > best * (1 + _UNREST)
    cells = "".join(
        f"<td{' class=best' if tells and value <= best * (1 + _UNREST) else ''}>{escape(words(one))}</td>"
        for one, value in zip(results, figures, strict=True)
    )
    return f"<tr><th>{label}</th>{cells}</tr>"


def _survived(restart: Restart) -> str:
    return {True: "yes", False: "no", None: "not tried"}[restart.survived]


def _how(results: Sequence[ModeResult]) -> str:
    if not results:
        return ""
    rhythm = results[0].rhythm
    words = (
        f"Measured on {_LOOPS[rhythm.loop]}, with a heartbeat every {rhythm.interval_ms:g} ms; a beat is missed when "
        "it would have come while the loop was held up. Each mode had a library of its own, its model loaded and a few "
        "notes indexed before its clock was started. What took less than half a pixel is drawn as half a pixel, and a "
        "track is fainter where it was idle for part of the time. Red under the window's row: its loop was held up."
    )
    if (speed := results[0].speed) != 1:
        words += (
            f" Timelines, axes and times are those of the service, played {speed:g} times faster; how long the loop "
            "was held up is told in real time."
        )
    dropped = sum(one.spans_dropped for one in results)
    if dropped:
        words += f" {dropped:,} of the oldest steps did not fit into memory and are not drawn."
    return f'<p class="quiet">{words}</p>'
