"""How everything looks: colours with meaning, one type scale, one grid. Light and dark."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from string import Template

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontInfo, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from engine.records import DocumentState

GRID = 8
"""Every distance is a multiple of this, or half of it; device-independent pixels."""
_BADGE = 9
"""Pixels: four capital letters of this size fit on the sheet of paper that stands for a document."""


class ColourScheme(StrEnum):
    """Which of the two palettes to use."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Colours:
    """One palette. Text colours reach a contrast of 4.5 : 1 on each ground they are used on (WCAG 2.1, AA)."""

    window: str
    surface: str
    raised: str
    border: str
    field_border: str
    text: str
    quiet: str
    disabled: str
    """Words and signs of what cannot be used now; read at need, so it is exempt from that contrast."""
    accent: str
    on_accent: str
    primary: str
    primary_hover: str
    on_primary: str
    selected: str
    hover: str
    track: str
    read: str
    """The part of a progress bar that is read but not embedded yet."""
    ready: str
    problem: str
    caution: str
    mark: str
    on_mark: str
    badge: str
    badge_edge: str


LIGHT = Colours(
    window="#F5F5F3",
    surface="#FFFFFF",
    raised="#FFFFFF",
    border="#E3E3DF",
    field_border="#C9C9C4",
    text="#1F2227",
    quiet="#5D636B",
    disabled="#9A9FA6",
    accent="#3F54B5",
    on_accent="#FFFFFF",
    primary="#3F54B5",
    primary_hover="#34469C",
    on_primary="#FFFFFF",
    selected="#E4E8F8",
    hover="#F3F4F8",
    track="#E6E6E2",
    read="#B4BEEA",
    ready="#1D7346",
    problem="#B3261E",
    caution="#855600",
    mark="#FFE8A3",
    on_mark="#1F2227",
    badge="#F3F3F0",
    badge_edge="#CFCFCA",
)

DARK = Colours(
    window="#191A1E",
    surface="#202227",
    raised="#292C32",
    border="#31343B",
    field_border="#474B54",
    text="#E7E8EA",
    quiet="#A2A8B1",
    disabled="#686D76",
    accent="#9AA9FF",
    on_accent="#14172B",
    primary="#4E62CC",
    primary_hover="#586CD6",
    on_primary="#FFFFFF",
    selected="#2E3553",
    hover="#282A31",
    track="#363941",
    read="#505B94",
    ready="#6FCF97",
    problem="#FF9088",
    caution="#EBB75A",
    mark="#5C4A12",
    on_mark="#FFF1C7",
    badge="#2B2E35",
    badge_edge="#4A4E57",
)


@dataclass(frozen=True, slots=True)
class Fonts:
    """The type scale; every size is derived from the system's font."""

    body: QFont
    small: QFont
    strong: QFont
    """Names."""
    title: QFont
    """Of a pane."""
    heading: QFont
    display: QFont
    badge: QFont
    """Within pictures of fixed size, so it grows only as far as these have room."""


def _fonts_from(system: QFont) -> Fonts:
    def scaled(factor: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        font = QFont(system)
        # A system font is sized in points or, on some set-ups, in pixels; then its point size is -1.
        if system.pointSizeF() > 0:
            font.setPointSizeF(system.pointSizeF() * factor)
        else:
            font.setPixelSize(round(system.pixelSize() * factor))
        font.setWeight(weight)
        return font

    badge = scaled(0.66, QFont.Weight.Bold)
    if QFontInfo(badge).pixelSize() > _BADGE:
        badge.setPixelSize(_BADGE)
    return Fonts(
        body=scaled(1.0),
        small=scaled(0.92),
        strong=scaled(1.08, QFont.Weight.Medium),
        title=scaled(1.0, QFont.Weight.DemiBold),
        heading=scaled(1.25, QFont.Weight.DemiBold),
        display=scaled(1.9, QFont.Weight.DemiBold),
        badge=badge,
    )


class Theme(QObject):
    """The palette, fonts and icons in use; follows the system's light and dark unless a scheme is asked for."""

    changed = Signal()
    """Colours or fonts are others now; whoever paints by itself paints again."""

    def __init__(self, app: QApplication, resources: Path, scheme: ColourScheme = ColourScheme.SYSTEM) -> None:
        super().__init__(app)
        self._app = app
        self._resources = resources
        self._scheme = scheme
        self._pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}
        self._made: dict[str, QColor] = {}
        self.fonts = _fonts_from(app.font())
        self.colours = self._wanted_colours()
        app.styleHints().colorSchemeChanged.connect(self._follow_system)

    def use(self, scheme: ColourScheme) -> None:
        """Use another of the schemes from now on."""
        if scheme is self._scheme:
            return
        self._scheme = scheme
        if scheme is ColourScheme.SYSTEM:
            self._app.styleHints().unsetColorScheme()
        self._dress()

    def apply(self) -> None:
        """Dress the whole application, unless it wears this already."""
        colours = self.colours
        styles = self._resources / "styles"
        sheet = (styles / "meanwhile.qss").read_text(encoding="utf-8")
        sheet = Template(sheet).substitute(asdict(colours), styles=styles.as_posix())
        worn = self._app.styleSheet()
        if not worn:
            self._app.setStyle("Fusion")  # the sheet is laid over it
        if self._scheme is not ColourScheme.SYSTEM:
            # Also turns what the system draws, such as the title bar on Windows.
            forced = Qt.ColorScheme.Dark if self.dark else Qt.ColorScheme.Light
            self._app.styleHints().setColorScheme(forced)
        palette = QPalette()
        for role, value in (
            (QPalette.ColorRole.Window, colours.window),
            (QPalette.ColorRole.WindowText, colours.text),
            (QPalette.ColorRole.Base, colours.surface),
            (QPalette.ColorRole.AlternateBase, colours.window),
            (QPalette.ColorRole.Text, colours.text),
            (QPalette.ColorRole.PlaceholderText, colours.quiet),
            (QPalette.ColorRole.Button, colours.raised),
            (QPalette.ColorRole.ButtonText, colours.text),
            (QPalette.ColorRole.ToolTipBase, colours.raised),
            (QPalette.ColorRole.ToolTipText, colours.text),
            (QPalette.ColorRole.Highlight, colours.accent),
            (QPalette.ColorRole.HighlightedText, colours.on_accent),
            (QPalette.ColorRole.Accent, colours.accent),
            (QPalette.ColorRole.Link, colours.accent),
        ):
            palette.setColor(role, QColor(value))
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.disabled))
        self._app.setPalette(palette)
        if sheet != worn:
            # The looks of every widget there is are worked out anew: a tenth of a second and more for a window.
            self._app.setStyleSheet(sheet)

    @property
    def dark(self) -> bool:
        """Whether the dark palette is in use."""
        return self.colours is DARK

    def colour(self, value: str) -> QColor:
        """A ``QColor`` for one of :attr:`colours`, made once: rows are painted thirty times a second."""
        made = self._made.get(value)
        if made is None:
            made = self._made[value] = QColor(value)
        return made

    def state_colour(self, state: DocumentState) -> str:
        """The colour that goes with a state's icon."""
        colours = self.colours
        return {
            DocumentState.READING: colours.accent,
            DocumentState.EMBEDDING: colours.accent,
            DocumentState.READY: colours.ready,
            DocumentState.FAILED: colours.problem,
            DocumentState.SET_ASIDE: colours.caution,
        }.get(state, colours.quiet)

    def pixmap(self, name: str, colour: str, size: int, ratio: float) -> QPixmap:
        """The line icon ``resources/icons/<name>.svg`` in one colour.

        Args:
            name: File name without ending.
            colour: What its ``currentColor`` becomes.
            size: Edge in device-independent pixels.
            ratio: Device pixels per device-independent pixel.
        """
        key = (name, colour, size, ratio)
        found = self._pixmaps.get(key)
        if found is not None:
            return found
        drawing = (self._resources / "icons" / f"{name}.svg").read_text(encoding="utf-8")
        renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", colour).encode()))
        pixmap = QPixmap(QSize(size, size) * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter, QRectF(0, 0, size, size))
        painter.end()
        self._pixmaps[key] = pixmap
        return pixmap

    def icon(self, name: str, colour: str | None = None) -> QIcon:
        """A line icon for a button or menu; quiet unless a colour is given."""
        icon = QIcon()
        for ratio in (1.0, 2.0, 3.0):
            icon.addPixmap(self.pixmap(name, colour or self.colours.quiet, 16, ratio))
            icon.addPixmap(self.pixmap(name, self.colours.disabled, 16, ratio), QIcon.Mode.Disabled)
        return icon

    def app_icon(self) -> QIcon:
        """Meanwhile's own icon in all its sizes."""
        icon = QIcon()
        for picture in sorted((self._resources / "icons").glob("meanwhile-*.png")):
            icon.addFile(str(picture))
        return icon

    def _wanted_colours(self) -> Colours:
        if self._scheme is ColourScheme.SYSTEM:
            return DARK if self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark else LIGHT
        return DARK if self._scheme is ColourScheme.DARK else LIGHT

    def _follow_system(self) -> None:
        if self._wanted_colours() is not self.colours:
            self._dress()

    def _dress(self) -> None:
        self.colours = self._wanted_colours()
        self.apply()
        self.changed.emit()
