from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.lab.palette import Palette
from desktop.theme import DARK, LIGHT, Colours, ColourScheme, Theme
from engine.export.palette import LOOKS
from engine.paths import resources
from engine.records import DocumentState
from engine.trace import Stage

# What is written in which colour on which ground, anywhere in the window.
TEXT_ON_GROUND = [
    (text, ground)
    for text in ("text", "quiet", "accent", "problem", "caution", "ready")
    for ground in ("window", "surface", "raised", "selected", "hover")
] + [("on_primary", "primary"), ("on_primary", "primary_hover"), ("on_accent", "accent"), ("on_mark", "mark")]
TEXT_ON_GROUND += [("quiet", "badge")]


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.1 defines it."""
    channels = QColor(colour).getRgbF()[:3]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_text_can_be_read(colours: Colours, text: str, ground: str) -> None:
    assert contrast(getattr(colours, text), getattr(colours, ground)) >= 4.5


@pytest.mark.parametrize("stage", [None, *Stage])
def test_words_in_the_timeline_can_be_read(theme: Theme, stage: Stage | None) -> None:
    palette = Palette(theme)
    ground = palette.idle if stage is None else QColor(LOOKS[stage].colour)
    assert contrast(palette.ink(stage).name(), ground.name()) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_the_parts_of_a_progress_bar_differ(colours: Colours) -> None:
    assert contrast(colours.accent, colours.track) >= 3
    assert contrast(colours.accent, colours.read) >= 2


def test_every_state_has_a_shape_of_its_own(theme: Theme) -> None:
    shapes = [theme.pixmap(f"state-{state}", "#000000", 16, 1.0).toImage() for state in DocumentState]
    for number, shape in enumerate(shapes):
        assert all(shape != other for other in shapes[number + 1 :])


def test_the_icon_comes_in_all_sizes(light: Theme) -> None:
    assert {16, 32, 48, 256} <= {size.width() for size in light.app_icon().availableSizes()}


def button_like(parent: QWidget, kind: str, theme: Theme) -> QAbstractButton:
    match kind:
        case "box":
            return QCheckBox("Words", parent)
        case "choice" | "icon":
            parent.setObjectName("modes" if kind == "choice" else "preview")
            tool = QToolButton(parent)
            tool.setText("Words" if kind == "choice" else "")
            tool.setIcon(theme.icon("folder") if kind == "icon" else tool.icon())
            return tool
        case _:
            button = QPushButton("Words", parent)
            button.setProperty(kind, True)
            return button


def contrasts_in(picture: QImage) -> float:
    """How much stands out: the largest contrast of any pixel to the corner's."""
    ground = picture.pixelColor(0, 0).name()
    used = {picture.pixel(x, y) for x in range(picture.width()) for y in range(picture.height())}
    return max(contrast(QColor(one).name(), ground) for one in used)


@pytest.mark.parametrize("checked", [False, True])
@pytest.mark.parametrize("kind", ["plain", "primary", "flat", "small", "chip", "box", "choice", "icon"])
def test_what_cannot_be_pressed_looks_so(qtbot: Any, theme: Theme, kind: str, checked: bool) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    column = QVBoxLayout(around)
    button = button_like(around, kind, theme)
    button.setCheckable(True)
    button.setChecked(checked)
    button.setMinimumSize(QSize(96, 40))
    column.addWidget(button)
    around.ensurePolished()
    pressable = contrasts_in(around.grab().toImage())
    button.setEnabled(False)
    assert contrasts_in(around.grab().toImage()) < 0.75 * pressable


class StyleChanges(QObject):
    """Counts how often the looks of a widget are worked out anew."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        self.count += event.type() is QEvent.Type.StyleChange
        return False


def test_a_library_that_is_opened_next_looks_as_the_last_one_without_dressing_that_anew(
    qapp: QApplication, qtbot: Any, theme: Theme
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    changes = StyleChanges(window)
    Theme(qapp, resources(), ColourScheme.DARK if theme.dark else ColourScheme.LIGHT).apply()
    assert changes.count == 0
    other = Theme(qapp, resources(), ColourScheme.LIGHT if theme.dark else ColourScheme.DARK)
    other.apply()
    assert changes.count > 0
    assert window.palette().window().color() == QColor(other.colours.window)
