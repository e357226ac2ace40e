"""For those who hear the window, cannot use a mouse, need large letters, or read from right to left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

from desktop.about import AboutDialog
from desktop.app import Application
from desktop.doctor_sheet import DoctorSheet
from desktop.drill_sheet import DrillSheet
from desktop.help_sheet import HelpSheet
from desktop.lab.bar import LabBar
from desktop.lab.cost import Cost
from desktop.lab.cost_dialog import ComparisonCostDialog, CostDialog
from desktop.lab.pane import LabPane
from desktop.licences import LicencesSheet
from desktop.opening import Opener
from desktop.settings_dialog import SettingsDialog
from desktop.shortcuts import ShortcutsSheet
from desktop.theme import Theme
from desktop.window import Window
from engine.choices import Choices
from engine.records import Answer, Coverage, DocumentRow, DocumentState, Hit, Mode, Overview

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
)
DIALOGS: dict[str, Callable[[Theme, QWidget], QDialog]] = {
    "settings": lambda theme, window: SettingsDialog(Choices(environment={}), theme, window),
    "about": lambda theme, window: AboutDialog(Path.home() / "library", Opener(), theme, window),
    "licences": lambda _, window: LicencesSheet(window),
    "help": HelpSheet,
    "shortcuts": ShortcutsSheet,
    "drill": lambda theme, window: DrillSheet(theme, window, ["true"]),
    "doctor": lambda theme, window: DoctorSheet(theme, window, ["true"]),
    "cost": lambda theme, window: CostDialog(
        Cost(("/a",), 3, 10**6, True, 1e-5, ("/a/b",), 10**5), Mode.BLOCKING, theme, window
    ),
    "cost of a comparison": lambda theme, window: ComparisonCostDialog(
        Cost(("/a",), 3, 10**6, True, 1e-5, ("/a/b",), 10**5), theme, window
    ),
}


def controls(whole: QWidget) -> list[QWidget]:
    """What can be used in a window, without what Qt builds into its own widgets."""
    return [one for kind in CONTROLS for one in whole.findChildren(kind) if not _is_none(one)]


def _is_none(one: QWidget) -> bool:
    if one.isHidden() or one.objectName().startswith("qt_"):
        return True
    above = one.parentWidget()
    while above is not None:
        if isinstance(above, (QAbstractSpinBox, QComboBox, QAbstractItemView, QTabBar)):
            return True
        above = above.parentWidget()
    return False


def heard(one: QWidget) -> str:
    """What a screen reader says of a widget."""
    interface = QAccessible.queryAccessibleInterface(one)
    return str(interface.text(QAccessible.Text.Name)).strip() if interface is not None else ""


def role(one: QWidget) -> QAccessible.Role:
    interface = QAccessible.queryAccessibleInterface(one)
    return interface.role() if interface is not None else QAccessible.Role.NoRole


@pytest.fixture
def whole(
    make_application: Callable[[Path], Application],
    tmp_path: Path,
    overview: Callable[..., Overview],
    row: Callable[..., DocumentRow],
) -> Window:
    """The whole window with its lab, without an engine at work."""
    made = make_application(tmp_path / "library")
    made.window.resize(1100, 800)
    made.window.show()
    made.window.show_overview(overview(by_state={DocumentState.READY: 3, DocumentState.FAILED: 1}))
    made.window.documents.append([1, 2, 3])
    made.window.documents.accept([row(id=number, state=DocumentState.READY) for number in (1, 2, 3)])
    return made.window


def test_every_control_of_the_window_has_a_name_and_a_role(whole: Window) -> None:
    found = controls(whole)
    assert len(found) > 25
    nameless = [
        f"{type(one).__name__} {one.objectName()} in {type(one.parentWidget()).__name__}"
        for one in found
        if not heard(one)
    ]
    assert nameless == []
    silent = (QAccessible.Role.NoRole, QAccessible.Role.Client)
    assert [type(one).__name__ for one in found if role(one) in silent] == []


def test_all_lines_of_a_menu_have_a_picture_or_none(whole: Window) -> None:
    for menu in whole.findChildren(QMenu):
        lines = [line for line in menu.actions() if not line.isSeparator()]
        assert len({line.isIconVisibleInMenu() and not line.icon().isNull() for line in lines}) <= 1, menu.title()


@pytest.mark.parametrize("name", DIALOGS)
def test_every_control_of_a_dialog_has_a_name(qtbot: Any, light: Theme, window: Window, name: str) -> None:
    dialog = DIALOGS[name](light, window)
    qtbot.addWidget(dialog)
    assert dialog.windowTitle()
    assert [type(one).__name__ for one in controls(dialog) if not heard(one)] == []


@pytest.mark.usefixtures("theme")
def test_the_focus_can_be_seen_wherever_it_is(qtbot: Any, whole: Window) -> None:
    whole.activateWindow()
    qtbot.waitUntil(whole.isActiveWindow)
    # Shift or Ctrl of an earlier test counts as held until a key is let go without it, and rows are selected otherwise.
    QTest.keyRelease(whole, Qt.Key.Key_Control)
    # What is selected says nothing about the focus.
    whole.list.selectRow(0)
    unseen = []
    for one in controls(whole):
        if not one.isVisible() or not one.isEnabled() or not one.focusPolicy() & Qt.FocusPolicy.TabFocus:
            continue
        whole.setFocus()
        without = one.grab().toImage()
        one.setFocus(Qt.FocusReason.TabFocusReason)
        if one.hasFocus() and one.grab().toImage() == without:
            unseen.append(f"{type(one).__name__} {one.objectName()} {heard(one)}")
    assert unseen == []


@pytest.fixture
def large_letters(qapp: QApplication) -> Iterator[None]:
    """Twice as large as usual."""
    before = qapp.font()
    larger = QFont(before)
    larger.setPointSizeF(before.pointSizeF() * 2)
    qapp.setFont(larger)
    yield
    qapp.setFont(before)


def cut_off(whole: QWidget) -> list[str]:
    """Buttons and labels of a window that have less room than their text, or stand out over an edge."""
    buttons = [one for one in whole.findChildren(QAbstractButton) if one.isVisible() and one.text()]
    buttons = [one for one in buttons if not isinstance(one.parentWidget(), QLineEdit)]
    labels = [one for one in whole.findChildren(QLabel) if one.isVisible() and one.text()]
    cut = [one.text() for one in buttons if one.width() < one.sizeHint().width() - 1]
    cut += [one.text() for one in [*buttons, *labels] if one.height() < one.fontMetrics().height()]
    across = range(whole.width() + 1)
    for one in [*buttons, *labels]:
        left = one.mapTo(whole, QPoint(0, 0)).x()
        if left not in across or left + one.width() not in across:
            cut.append(f"over the edge: {one.text()}")
    return cut


def cut_off_anywhere(qtbot: Any, whole: Window) -> list[str]:
    """In the window, and on each page of the lab."""
    cut = cut_off(whole)
    (lab,) = whole.findChildren(LabPane)
    whole.open_lab(True)
    for page in range(lab.tabs.count()):
        lab.tabs.setCurrentIndex(page)
        qtbot.wait(0)
        cut += cut_off(whole)
    return cut


@pytest.mark.usefixtures("large_letters")
def test_nothing_is_cut_off_with_letters_twice_as_large(qtbot: Any, whole: Window) -> None:
    assert cut_off_anywhere(qtbot, whole) == []


def test_nothing_is_cut_off_in_a_small_window(qtbot: Any, whole: Window) -> None:
    whole.resize(640, 480)
    assert cut_off_anywhere(qtbot, whole) == []


def test_the_lab_and_hits_share_a_low_window(qtbot: Any, whole: Window, hit: Callable[..., Hit]) -> None:
    # What a screen of 1366 by 768 pixels has room for at 175 %.
    whole.resize(780, 438)
    (lab,) = whole.findChildren(LabPane)
    (bar,) = whole.findChildren(LabBar)
    whole.query.setText("window")
    qtbot.keyClick(whole.query, Qt.Key.Key_Return)
    whole.search.show_answer(Answer("window", 0.01, Coverage(1, 1), (hit(),), whole.search.request))
    whole.open_lab(True)
    qtbot.waitUntil(lambda: lab.isVisible() and whole.search.preview.isVisible())
    whole.grab()
    assert lab.mapTo(whole, lab.rect().bottomLeft()).y() < bar.mapTo(whole, QPoint(0, 0)).y()


@pytest.mark.usefixtures("large_letters")
def test_dialogs_with_large_letters_fit_the_screen(qtbot: Any, light: Theme, window: Window) -> None:
    for name, make in DIALOGS.items():
        dialog = make(light, window)
        qtbot.addWidget(dialog)
        dialog.show()
        screen = dialog.screen().availableSize()
        assert dialog.width() <= screen.width(), name
        assert dialog.height() <= screen.height(), name
        dialog.close()


def test_a_window_from_right_to_left_keeps_its_parts_in_sight(qapp: QApplication, qtbot: Any, whole: Window) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        qtbot.waitUntil(lambda: whole.menu.mapTo(whole, whole.menu.rect().center()).x() < whole.width() / 2)
        assert whole.rect().contains(whole.menu.geometry())
        assert whole.rect().contains(whole.query.geometry())
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_settings_can_be_reached_with_the_keyboard_alone(
    qtbot: Any, light: Theme, window: Window, tmp_path: Path
) -> None:
    dialog = SettingsDialog(Choices(tmp_path / "settings.toml", {}), light, window)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    tabs = dialog._tabs.tabBar()
    assert dialog.focusWidget() is tabs
    reached: set[QWidget] = set()
    for _ in range(30):
        qtbot.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Tab)
        if (now := dialog.focusWidget()) is not None:
            reached.add(now)
    on_page = {
        one for one in dialog._controls.values() if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
    }
    assert on_page <= reached
    for focused in (dialog.close_button, next(iter(on_page)), tabs):
        focused.setFocus()
        before = tabs.currentIndex()
        qtbot.keyClick(focused, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
        assert tabs.currentIndex() == before + 1
        qtbot.keyClick(
            focused, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        )
        assert tabs.currentIndex() == before


def test_fields_of_the_settings_have_one_size(qtbot: Any, light: Theme, window: Window, tmp_path: Path) -> None:
    light.apply()
    dialog = SettingsDialog(Choices(tmp_path / "settings.toml", {}), light, window)
    qtbot.addWidget(dialog)
    dialog.show()
    sizes: set[object] = set()
    for name in ("mode", "workers", "worker_memory_mb", "theme", "on_close"):
        field = dialog.control(name)
        dialog.grab()
        assert field.sizeHint().width() <= field.width()
        sizes.add(field.size().toTuple())
    assert len(sizes) == 1
