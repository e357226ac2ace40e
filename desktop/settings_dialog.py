"""The settings, one row per line of the table; what is changed holds at once."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSpinBox,
    QTabWidget,
    QWidget,
)

from desktop import wording
from desktop.sheet import Sheet
from desktop.theme import GRID, Theme
from engine.choices import Choices
from engine.errors import MeanwhileError
from engine.records import Fault, Reason
from engine.settings import TABLE, Entry, Group, Value

_TABS = (Group.WORK, Group.DOCUMENTS, Group.WINDOW, Group.LIBRARY)


class SettingsDialog(Sheet):
    """Every setting that people need, in a tab per group; the file is written with each change."""

    changed = Signal(object)
    """``Settings``: what holds now."""
    failed = Signal(object)
    """``Reason``: the file cannot be written."""

    def __init__(self, choices: Choices, theme: Theme, parent: QWidget, model_note: str = "") -> None:
        super().__init__(parent, top=GRID)
        self._choices = choices
        self._theme = theme
        self._model_note = model_note
        self._controls: dict[str, QWidget] = {}
        self._em = self.fontMetrics().horizontalAdvance("m")
        self.setObjectName("settings")
        self.setWindowTitle(self.tr("Settings"))
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        self._tabs.tabBar().setDrawBase(False)
        for group in _TABS:
            self._tabs.addTab(_empty_page(), said(group.value))
        # Each page is made when it is first seen: all at once would hold the window up.
        self._tabs.currentChanged.connect(self._fill)
        self._fill(0)
        self._trouble = QLabel()
        self._trouble.setWordWrap(True)
        self._trouble.setTextFormat(Qt.TextFormat.PlainText)
        self._trouble.setStyleSheet(f"color: {theme.colours.problem}")
        self._trouble.setVisible(bool(choices.problems))
        self._trouble.setText("\n".join(wording.why(one) for one in choices.problems))
        where = QLabel(self.tr("Kept in {}").format(wording.displayable(wording.below_home(str(choices.path)))))
        where.setProperty("quiet", True)
        where.setFont(theme.fonts.small)
        where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        where.setWordWrap(True)
        self.column.addWidget(self._tabs, 1)
        self.column.addWidget(self._trouble)
        # In place of the room before the button.
        self.buttons.takeAt(0)
        self.buttons.insertWidget(0, where, 1)
        self._tabs.tabBar().setFocus()
        for keys, step in ((QKeySequence.StandardKey.NextChild, 1), (QKeySequence.StandardKey.PreviousChild, -1)):
            QShortcut(keys, self, lambda by=step: self._turn(by))
        em = self._em
        self.fit(max(72 * GRID, 54 * em), max(60 * GRID, 42 * em))

    def control(self, name: str) -> QWidget:
        """What a setting is changed with; its page comes to the front."""
        self._tabs.setCurrentIndex(_TABS.index(TABLE[name].group))
        return self._controls[name]

    def show_choices(self) -> None:
        """What was chosen elsewhere meanwhile."""
        for name, control in self._controls.items():
            control.blockSignals(True)
            _show(control, getattr(self._choices.settings, name))
            control.blockSignals(False)

    def _turn(self, by: int) -> None:
        self._tabs.setCurrentIndex((self._tabs.currentIndex() + by) % self._tabs.count())

    def _fill(self, place: int) -> None:
        area = self._tabs.widget(place)
        if isinstance(area, QScrollArea) and area.widget() is None:
            area.setWidget(self._page_of(_TABS[place]))

    def _page_of(self, group: Group) -> QWidget:
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 2 * GRID, 0, GRID)
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID // 2)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, 18 * GRID)
        for entry in (one for one in TABLE.values() if one.group is group):
            self._add_row(grid, entry)
        grid.setRowStretch(grid.rowCount(), 1)
        return page

    def _add_row(self, grid: QGridLayout, entry: Entry) -> None:
        line = grid.rowCount()
        control = self._control(entry)
        label = QLabel(said(entry.label))
        if isinstance(control, QCheckBox):
            control.setText(said(entry.label))
        else:
            label.setBuddy(control)
            grid.addWidget(label, line, 0)
        note = QLabel(self._note(entry))
        note.setWordWrap(True)
        note.setProperty("quiet", True)
        note.setFont(self._theme.fonts.small)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(control)
        if entry.name == "library":
            row.addWidget(self._folder_button(entry, control))
        elif not isinstance(control, QLineEdit):
            row.addStretch(1)
        grid.addLayout(row, line, 1)
        grid.addWidget(note, line + 1, 1)
        grid.setRowMinimumHeight(line + 2, GRID)
        control.setAccessibleName(said(entry.label))
        control.setAccessibleDescription(note.text())
        control.setEnabled(not self._choices.is_overridden(entry.name))
        self._controls[entry.name] = control

    def _note(self, entry: Entry) -> str:
        parts = [said(entry.help)]
        if self._choices.is_overridden(entry.name):
            parts = [_tr("{} is set and stands above what is chosen here.").format(self._choices.origin(entry.name))]
        elif entry.at_start:
            parts.append(_tr("Takes effect at the next start."))
        if entry.name == "model" and len(entry.choices) > 1:
            parts.append(self._model_note)
        return " ".join(part for part in parts if part)

    def _control(self, entry: Entry) -> QWidget:
        value = getattr(self._choices.settings, entry.name)
        made: QWidget
        if isinstance(entry.default, bool):
            made = box = QCheckBox()
            box.toggled.connect(lambda on: self._change(entry, on))
        elif isinstance(entry.default, int):
            made = number = QSpinBox()
            number.setRange(entry.minimum, entry.maximum)
            number.setSuffix(f" {entry.unit}" if entry.unit else "")
            number.setSpecialValueText(said(entry.zero) if entry.zero else "")
            # The style sheet's padding stays outside of what is typed in.
            number.lineEdit().setTextMargins(6, 0, 2, 0)
            number.setSingleStep(10 if entry.unit == "%" else 1)
            # While digits are typed, "5" of "512" is not what is meant.
            number.setKeyboardTracking(False)
            number.valueChanged.connect(lambda chosen: self._change(entry, chosen))
        elif len(entry.choices) > 1:
            made = several = QComboBox()
            for one, label in entry.choices:
                several.addItem(said(label), one)
            several.currentIndexChanged.connect(lambda _: self._change(entry, several.currentData()))
        elif entry.choices:
            made = QLabel()
        else:
            made = line = QLineEdit()
            line.setPlaceholderText(_tr("In your data folder") if entry.name == "library" else "")
            line.editingFinished.connect(lambda: self._change(entry, line.text().strip()))
        made.blockSignals(True)
        _show(made, value)
        made.blockSignals(False)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if isinstance(made, QSpinBox | QComboBox):
            # One below the other, they have one edge.
            made.setFixedWidth(max(36 * GRID, 24 * self._em))
        return made

    def _folder_button(self, entry: Entry, control: QWidget) -> QPushButton:
        button = QPushButton(self.tr("Choose…"))
        button.setProperty("small", True)
        button.setAutoDefault(False)
        button.setEnabled(not self._choices.is_overridden(entry.name))

        def take(folder: str) -> None:
            _show(control, folder)
            self._change(entry, folder)

        def ask() -> None:
            dialog = QFileDialog(self, self.tr("The library's folder"), str(self._choices.settings.library_folder))
            dialog.setFileMode(QFileDialog.FileMode.Directory)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.fileSelected.connect(take)
            dialog.open()

        button.clicked.connect(ask)
        return button

    def _change(self, entry: Entry, value: Value) -> None:
        if value == getattr(self._choices.settings, entry.name):
            return
        try:
            if entry.name == "library" and value and not Path(str(value)).expanduser().is_absolute():
                raise ValueError(_tr("is no full path"))
            entry.check(value)
            settings = self._choices.change({entry.name: value})
        except ValueError as error:
            self._tell(Reason(f"{said(entry.label)}: {value} {wording.known_again(str(error))}.", fault=Fault.MACHINE))
        except MeanwhileError as error:
            self._tell(error.reason)
        else:
            self._trouble.hide()
            self.changed.emit(settings)

    def _tell(self, reason: Reason) -> None:
        self._trouble.setText(wording.why(reason))
        self._trouble.show()
        self.show_choices()
        self.failed.emit(reason)


def _empty_page() -> QScrollArea:
    """With a large font or on a small screen not every page fits."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area


def _show(control: QWidget, value: Value) -> None:
    match control:
        case QCheckBox():
            control.setChecked(bool(value))
        case QSpinBox():
            control.setValue(int(value))
        case QComboBox():
            control.setCurrentIndex(control.findData(value))
        case QLineEdit() | QLabel():
            control.setText(str(value))


def said(text: str) -> str:
    """A text of the table in the language of the window."""
    return QCoreApplication.translate("settings", text)


def _tr(text: str) -> str:
    return QCoreApplication.translate("SettingsDialog", text)
