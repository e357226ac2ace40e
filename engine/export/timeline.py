"""A run's timeline as inline SVG: a row per track, a colour and a hatching per stage, gaps of the window in red."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from engine.compare.results import Gap, in_track_order
from engine.export.palette import LOOKS, Hatch
from engine.trace import WINDOW, Span, Stage

WIDTH = 1000
_LEFT = 118
_RIGHT = 12
_ROW = 18
_BAR = 13
_AXIS = 38
_INNER = WIDTH - _LEFT - _RIGHT
_SINGLE_SPANS = 600
"""A track with more spans than this is drawn by half pixels, each in the colour of the stage that took most of it."""
_BIN = 0.5
_TICK_STEPS = (1.0, 2.0, 5.0)

_HATCHES = {
    Hatch.NONE: "",
    Hatch.RISING: "M-1,1 l2,-2 M0,6 l6,-6 M5,7 l2,-2",
    Hatch.FALLING: "M-1,5 l2,2 M0,0 l6,6 M5,-1 l2,2",
    Hatch.CROSSED: "M0,0 l6,6 M0,6 l6,-6",
    Hatch.DOTTED: "M3,2.2 v1.6",
    Hatch.UPRIGHT: "M3,0 v6",
    Hatch.LEVEL: "M0,3 h6",
}


@dataclass(frozen=True, slots=True)
class Picture:
    """What one timeline shows; times in seconds on the trace clock."""

    title: str
    began: float
    length: float
    """Seconds that the width stands for."""
    spans: Sequence[Span]
    gaps: Sequence[Gap] = ()
    returned: float | None = None
    """Until then a person waited; None when nobody did, or when it is not known."""
    speed: float = 1.0
    """The axis says seconds times this."""


def patterns() -> str:
    """The fills that every timeline of a page refers to, once per page."""
    fills = "".join(
        f'<pattern id="stage-{stage.value}" width="6" height="6" patternUnits="userSpaceOnUse">'
        f'<rect width="6" height="6" fill="{look.colour}"/>{_hatching(look.hatch)}</pattern>'
        for stage, look in LOOKS.items()
    )
    waiting = (
        '<pattern id="waiting" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" '
        'class="wait"/><path d="M0,6 l6,-6" class="wait-line"/></pattern>'
    )
    return f'<svg width="0" height="0" class="defs" aria-hidden="true"><defs>{fills}{waiting}</defs></svg>'


def _hatching(hatch: Hatch) -> str:
    path = _HATCHES[hatch]
    return f'<path d="{path}" stroke="#000" stroke-opacity=".38" stroke-width="1.1" fill="none"/>' if path else ""


def legend(stages: Sequence[Stage], *, gaps: bool, waiting: bool) -> str:
    """What the colours mean."""
    marks = [(f"url(#stage-{stage.value})", LOOKS[stage].label) for stage in LOOKS if stage in stages]
    if gaps:
        marks.append(("var(--gap)", "Window held up"))
    if waiting:
        marks.append(("url(#waiting)", "The person waits"))
    marks.append(("var(--idle)", "Idle"))
    items = "".join(
        f'<li><svg width="22" height="13" aria-hidden="true"><rect width="22" height="13" rx="2" fill="{fill}"/></svg>'
        f"{escape(label)}</li>"
        for fill, label in marks
    )
    return f'<ul class="legend">{items}</ul>'


def draw(picture: Picture) -> str:
    """The timeline as an ``<svg>`` element, 1000 units wide."""
    tracks = in_track_order({WINDOW} | {span.track for span in picture.spans})
    body: list[str] = []
    top = 2.0
    if picture.returned is not None:
        body.append(_person(picture, top, picture.returned))
        top += _ROW
    for track in tracks:
        body.append(_row(picture, track, top))
        top += _ROW
    body.append(_axis(picture, top))
    return (
        f'<svg class="timeline" viewBox="0 0 {WIDTH} {top + _AXIS:g}" role="img" '
        f'aria-label="{escape(picture.title)}">{"".join(body)}</svg>'
    )


def _x(picture: Picture, at: float) -> float:
    return _LEFT + min(max((at - picture.began) / picture.length, 0.0), 1.0) * _INNER


def _label(words: str, top: float) -> str:
    return f'<text x="{_LEFT - 8}" y="{top + _BAR - 2:g}" class="track">{escape(words)}</text>'


def _person(picture: Picture, top: float, returned: float) -> str:
    free = _x(picture, returned)
    waits = max(free - _LEFT, 1.5)
    words = f"waits {told((returned - picture.began) * picture.speed)}"
    bar = f'<rect x="{_LEFT}" y="{top:g}" width="{waits:.1f}" height="{_BAR}" fill="url(#waiting)"/>'
    if _LEFT + waits > WIDTH / 2:
        note = f'<text x="{_LEFT + 8}" y="{top + _BAR - 2:g}" class="note on">{words}</text>'
    else:
        note = f'<text x="{_LEFT + waits + 6:.1f}" y="{top + _BAR - 2:g}" class="note">{words}, then is free</text>'
    return _label("person", top) + bar + note


def _row(picture: Picture, track: str, top: float) -> str:
    spans = sorted((span for span in picture.spans if span.track == track), key=lambda span: span.start)
    parts = [
        _label(track, top),
        f'<rect x="{_LEFT}" y="{top:g}" width="{_INNER}" height="{_BAR}" class="idle"/>',
    ]
    parts.extend(_singly(picture, spans, top) if len(spans) <= _SINGLE_SPANS else _in_bins(picture, spans, top))
    if track == WINDOW:
        parts.extend(_gap(picture, gap, top) for gap in _visible(picture))
    return "".join(parts)


def _singly(picture: Picture, spans: Sequence[Span], top: float) -> list[str]:
    rectangles = []
    for span in spans:
        left, right = _x(picture, span.start), _x(picture, span.end)
        pages = f", {span.pages} page{'' if span.pages == 1 else 's'}" if span.pages else ""
        words = f"{LOOKS[span.stage].label}: {span.name}{pages}, {told(span.seconds * picture.speed)}"
        rectangles.append(_bar(left, max(right - left, _BIN), top, span.stage, 1.0, words))
    return rectangles


def _in_bins(picture: Picture, spans: Sequence[Span], top: float) -> list[str]:
    """Half a pixel takes the colour of the stage that took most of it, fainter where much of it was idle."""
    count = int(_INNER / _BIN)
    width = picture.length / count
    shares: list[dict[Stage, float]] = [{} for _ in range(count)]
    for span in spans:
        start, end = span.start - picture.began, span.end - picture.began
        for index in range(max(int(start / width), 0), min(int(end / width) + 1, count)):
            part = min(end, (index + 1) * width) - max(start, index * width)
            if part > 0:
                shares[index][span.stage] = shares[index].get(span.stage, 0.0) + part / width
    looks = [_look(share) for share in shares]
    rectangles: list[str] = []
    first = 0
    for index in range(1, count + 1):
        if index == count or looks[index] != looks[first]:
            if (look := looks[first]) is not None:
                rectangles.append(_bar(_LEFT + first * _BIN, (index - first) * _BIN, top, *look, ""))
            first = index
    return rectangles


def _look(share: dict[Stage, float]) -> tuple[Stage, float] | None:
    if not share:
        return None
    return max(share, key=lambda stage: share[stage]), max(math.ceil(sum(share.values()) * 4), 1) / 4


def _bar(left: float, width: float, top: float, stage: Stage, opacity: float, words: str) -> str:
    faint = f' opacity="{opacity:g}"' if opacity < 1 else ""
    title = f"<title>{escape(words)}</title>" if words else ""
    return (
        f'<rect x="{left:.2f}" y="{top:g}" width="{width:.2f}" height="{_BAR}" '
        f'fill="url(#stage-{stage.value})"{faint}>{title}</rect>'
    )


def _visible(picture: Picture) -> list[Gap]:
    """Gaps that are at least half a pixel wide, or the longest ones if those are too many to see."""
    least = picture.length / _INNER * _BIN
    seen = [gap for gap in picture.gaps if gap.end - gap.start >= least]
    return sorted(seen, key=lambda gap: gap.start - gap.end)[:_SINGLE_SPANS]


def _gap(picture: Picture, gap: Gap, top: float) -> str:
    left, right = _x(picture, gap.start), _x(picture, gap.end)
    return (
        f'<rect x="{left:.2f}" y="{top + _BAR - 1:g}" width="{max(right - left, _BIN):.2f}" height="4" class="gap">'
        f"<title>Window held up for {gap.milliseconds:,.0f} ms</title></rect>"
    )


def _axis(picture: Picture, top: float) -> str:
    length = picture.length * picture.speed
    step = _tick(length)
    parts = [f'<line x1="{_LEFT}" x2="{WIDTH - _RIGHT}" y1="{top + 4:g}" y2="{top + 4:g}" class="axis"/>']
    for number in range(int(length / step) + 1):
        x = _LEFT + number * step / length * _INNER
        parts.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="2" y2="{top + 8:g}" class="grid"/>')
        parts.append(f'<text x="{x:.1f}" y="{top + 19:g}" class="tick">{number * step:g}</text>')
    unit = "seconds of the lesson" if picture.speed != 1 else "seconds since the request"
    parts.append(f'<text x="{WIDTH - _RIGHT}" y="{top + 35:g}" class="unit">{unit}</text>')
    return "".join(parts)


def _tick(length: float) -> float:
    """A round step that makes about ten ticks or fewer."""
    exponent = math.floor(math.log10(length / 10)) if length > 0 else 0
    candidates = [step * 10.0**power for power in (exponent, exponent + 1) for step in _TICK_STEPS]
    return next(step for step in candidates if length / step <= 11)


def told(seconds: float) -> str:
    """A time for people: "840 ms", "3.2 s", "48 s"."""
    if seconds < 1:
        return f"{seconds * 1000:.0f} ms" if seconds >= 0.01 else f"{seconds * 1000:.1f} ms"
    return f"{seconds:.1f} s" if seconds < 100 else f"{seconds:,.0f} s"
