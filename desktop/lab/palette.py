"""How stages and gaps are painted here: the engine's table of looks as brushes, and one legend for all pictures."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QImage, QPainter, QPen

from desktop.lab import measures
from desktop.lab.span_words import stage_label
from desktop.lab.tracks import STAGES
from desktop.theme import GRID, Theme
from engine.compare.results import BAD_BLOCK_MS, LONG_BLOCK_MS
from engine.export.palette import GAP_COLOUR, IDLE_COLOUR_DARK, IDLE_COLOUR_LIGHT, LOOKS, Hatch
from engine.trace import Stage

if TYPE_CHECKING:
    from desktop.lab.pieces import Pieces

_PATTERNS = {
    Hatch.RISING: Qt.BrushStyle.BDiagPattern,
    Hatch.FALLING: Qt.BrushStyle.FDiagPattern,
    Hatch.CROSSED: Qt.BrushStyle.DiagCrossPattern,
    Hatch.DOTTED: Qt.BrushStyle.Dense6Pattern,
    Hatch.UPRIGHT: Qt.BrushStyle.VerPattern,
    Hatch.LEVEL: Qt.BrushStyle.HorPattern,
}
_SWATCH = 12
MARKED = 4.0
"""Pixels: what is narrower has no room for its mark."""
_FAINTEST = 0.25
"""How opaque a piece is in which hardly anything ran: it must not vanish."""
_FULL = 0.97
"""From this share on, nobody sees that some of a piece was idle."""


class Palette:
    """Brushes for stages and gaps, made once."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._colours = {stage: QColor(look.colour) for stage, look in LOOKS.items()}
        self._marks = {
            stage: QBrush(QColor(0, 0, 0, 90), _PATTERNS[look.hatch])
            for stage, look in LOOKS.items()
            if look.hatch is not Hatch.NONE
        }
        self._pixels = [QColor(LOOKS[stage].colour).getRgb() for stage in STAGES]
        self.gap = QColor(GAP_COLOUR)

    @property
    def idle(self) -> QColor:
        """The ground of a row: nothing ran."""
        return self._theme.colour(IDLE_COLOUR_DARK if self._theme.dark else IDLE_COLOUR_LIGHT)

    def gap_colour(self, milliseconds: float) -> QColor:
        """How bad a gap is: one that nobody feels, one that may be felt, one that is."""
        colours = self._theme.colours
        if milliseconds >= BAD_BLOCK_MS:
            return self._theme.colour(colours.problem)
        return self.gap if milliseconds >= LONG_BLOCK_MS else self._theme.colour(colours.quiet)

    def fill(self, painter: QPainter, area: QRectF, stage: Stage, share: float = 1.0) -> None:
        """Paint a stage; fainter where it shares its pixels with idle time."""
        if share > _FULL:
            painter.fillRect(area, self._colours[stage])
            mark = self._marks.get(stage)
            if mark is not None:
                painter.fillRect(area, mark)
            return
        faint = QColor(self._colours[stage])
        faint.setAlphaF(_FAINTEST + share * (1 - _FAINTEST))
        painter.fillRect(area, faint)

    def fill_narrow(self, painter: QPainter, bar: QRectF, pieces: Pieces) -> None:
        """Paint pieces that are too narrow for a mark as one picture: there may be one for each second pixel."""
        import numpy as np

        ratio = painter.device().devicePixelRatio()
        columns = max(round(bar.width() * ratio), 1)
        row = np.zeros((columns, 4), np.uint8)
        begin = np.clip(np.round(pieces.left * ratio), 0, columns - 1).astype(np.intp)
        end = np.clip(np.round(pieces.right * ratio), begin + 1, columns).astype(np.intp)
        alpha = np.where(pieces.share > _FULL, 1.0, _FAINTEST + pieces.share * (1 - _FAINTEST))[:, np.newaxis]
        colours = np.round(np.array(self._pixels, float)[pieces.stage] * alpha).astype(np.uint8)
        for further in range(int((end - begin).max(initial=0))):
            column = begin + further
            inside = column < end
            row[column[inside]] = colours[inside]
        image = QImage(row.data, columns, 1, 4 * columns, QImage.Format.Format_RGBA8888_Premultiplied)
        painter.drawImage(bar, image)

    def ink(self, stage: Stage | None) -> QColor:
        """A colour that can be read on a stage's; for None, on that of idle time."""
        if stage is None:
            return self._theme.colour(self._theme.colours.text)
        colour = self._colours[stage]
        luminance = 0.2126 * colour.redF() ** 2.2 + 0.7152 * colour.greenF() ** 2.2 + 0.0722 * colour.blueF() ** 2.2
        return QColor("#FFFFFF") if luminance < 0.18 else QColor("#101114")

    def legend_height(self, width: float, stages: list[Stage], *, returns: bool = False) -> int:
        """How much room :meth:`draw_legend` takes on this width."""
        return self._legend(None, QPointF(0, 0), width, stages, returns=returns)

    def draw_legend(
        self, painter: QPainter, corner: QPointF, width: float, stages: list[Stage], *, returns: bool = False
    ) -> int:
        """A swatch and a word for each stage, for idle and for the gaps, in as many lines as needed; its height.

        Args:
            painter: draws it.
            corner: its upper left.
            width: the room it has.
            stages: those to explain, in this order.
            returns: also the dashed line at which the person can act again.
        """
        return self._legend(painter, corner, width, stages, returns=returns)

    def _legend(
        self, painter: QPainter | None, corner: QPointF, width: float, stages: list[Stage], *, returns: bool
    ) -> int:
        metrics = QFontMetrics(self._theme.fonts.small)
        line = max(metrics.height(), _SWATCH) + 4
        x, y = 0.0, 0
        entries: list[tuple[Stage | _Sign, str]] = [(stage, stage_label(stage)) for stage in stages]
        long, bad = (measures.span_of_time(least / 1000) for least in (LONG_BLOCK_MS, BAD_BLOCK_MS))
        entries += [
            (_Sign.IDLE, _tr("Idle")),
            (_Sign.LONG_GAP, _tr("Window held up over {}").format(long)),
            (_Sign.BAD_GAP, _tr("over {}").format(bad)),
        ]
        if returns:
            entries.append((_Sign.RETURN, _tr("You can act again")))
        for sign, word in entries:
            needed = _SWATCH + 6 + metrics.horizontalAdvance(word)
            if x and x + needed > width:
                x, y = 0.0, y + line
            if painter is not None:
                swatch = QRectF(corner.x() + x, corner.y() + y + (line - _SWATCH) // 2, _SWATCH, _SWATCH)
                self._swatch(painter, swatch, sign)
                painter.setFont(self._theme.fonts.small)
                painter.setPen(self._theme.colour(self._theme.colours.quiet))
                words = QRectF(swatch.right() + 6, corner.y() + y, needed, line)
                painter.drawText(words, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), word)
            x += needed + 2 * GRID
        return y + line

    def _swatch(self, painter: QPainter, area: QRectF, sign: Stage | _Sign) -> None:
        match sign:
            case _Sign.IDLE:
                painter.fillRect(area, self.idle)
            case _Sign.LONG_GAP | _Sign.BAD_GAP:
                low = area.adjusted(0, _SWATCH - 5, 0, 0)
                painter.fillRect(low, self.gap_colour(LONG_BLOCK_MS if sign is _Sign.LONG_GAP else BAD_BLOCK_MS))
            case _Sign.RETURN:
                painter.setPen(self.return_pen())
                painter.drawLine(QPointF(area.center().x(), area.top()), QPointF(area.center().x(), area.bottom()))
            case _:
                self.fill(painter, area, sign)

    def return_pen(self) -> QPen:
        """For the line at which the person can act again."""
        return QPen(self._theme.colour(self._theme.colours.text), 1.5, Qt.PenStyle.DashLine)


class _Sign(Enum):
    """What a legend explains beside stages."""

    IDLE = 1
    LONG_GAP = 2
    BAD_GAP = 3
    RETURN = 4


def _tr(text: str) -> str:
    return QCoreApplication.translate("lab", text)
