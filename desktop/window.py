"""The window: arranges the panes, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QMimeData, QSettings, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QIcon,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop import intake
from desktop.app_menu import AppMenu
from desktop.documents.actions import DocumentActions
from desktop.documents.header import DocumentsHeader
from desktop.documents.model import DocumentsModel
from desktop.documents.view import DocumentsView
from desktop.drop_overlay import DropOverlay
from desktop.footer import Footer
from desktop.hanging_menu import HangingMenu
from desktop.notice_bar import NoticeBar
from desktop.opening import Opener
from desktop.search.pane import SearchPane
from desktop.search.query_field import QueryField
from desktop.shortcuts import ShortcutsSheet
from desktop.theme import GRID, Theme
from desktop.welcome import WelcomePane
from engine.records import Fault, Overview, Reason

NARROW = 840
"""Below this width, results take the place of the documents instead of standing beside them."""


class Window(QWidget):
    """Header with the query, documents and results side by side, footer; or the welcome of an empty library."""

    paths_chosen = Signal(object)
    """``list[str]``: files and folders to add."""
    pause_wanted = Signal(bool)
    """Whether to pause or to go on."""
    closed = Signal()
    """The person closed it; it is hidden already."""

    def __init__(self, opener: Opener, theme: Theme, icon: QIcon, samples: Path, memory: QSettings) -> None:
        super().__init__()
        self._theme = theme
        self._samples = samples
        self._memory = memory
        # Whether what is shown is only a guess, because the library is not open yet.
        self._guessed = True
        # Whether something was added of which nothing is listed yet.
        self._adding = False
        self._overview: Overview | None = None
        self._lab: QWidget | None = None
        self._lab_bar: QWidget | None = None
        self.setObjectName("window")
        self.setWindowTitle("Meanwhile")
        self.setWindowIcon(icon)
        self.setAcceptDrops(True)
        self.setMinimumSize(48 * GRID, 40 * GRID)

        self.query = QueryField(theme)
        self.add_button = QPushButton(self.tr("Add"))
        self.menu = AppMenu(theme)
        self.notices = NoticeBar(theme)
        self.welcome = WelcomePane(icon, theme)
        self.documents = DocumentsModel(self)
        self.list = DocumentsView(self.documents, theme)
        self.list_header = DocumentsHeader(theme)
        self.actions_on_documents = DocumentActions(self.list, self.documents, opener, theme)
        self.search = SearchPane(opener, theme)
        self.footer = Footer(theme)
        self.overlay = DropOverlay(theme, self)
        opener.failed.connect(self.notices.tell)

        self._lay_out()
        self._connect()
        self._dress()
        theme.changed.connect(self._dress)
        self._remember()

    def show_overview(self, overview: Overview) -> None:
        """New totals of the library."""
        self._overview = overview
        for part in (self.list_header, self.footer, self.actions_on_documents, self.menu):
            part.show_overview(overview)
        self.search.library_changed(overview)
        if overview.documents or overview.listing:
            self._adding = False
            self.show_workspace()
        elif not self._adding and not self._lab_is_open():
            self._show_welcome()
        self._guessed = False

    def show_paused(self, paused: bool) -> None:
        """Work is paused, or goes on; the next totals will say so too."""
        if self._overview is not None:
            self.show_overview(replace(self._overview, paused=paused))

    def show_only(self, ids: Sequence[int]) -> None:
        """The documents that need attention, if they are still what is wanted."""
        if self.list_header.chip.isChecked():
            self.documents.show_only(ids)

    def show_done(self) -> None:
        """Something that was added is settled."""
        if self._adding:
            self._adding = False
            self.notices.tell(Reason(self.tr("There are no documents in what you added."), fault=Fault.FILE))

    def show_workspace(self) -> None:
        """Leave the welcome: there are documents, or they are on their way."""
        if self._stack.currentWidget() is not self._workspace:
            self._show_page(self._workspace)
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_trouble(self, reason: Reason) -> None:
        """Instead of everything else: why the library cannot be used."""
        self._trouble_title.setText(reason.message)
        self._trouble_hint.setText(reason.hint)
        self.setAcceptDrops(False)
        self._show_page(self._trouble)

    def show_document(self, document_id: int) -> None:
        """Choose a document in the list, wherever it stands."""
        if self.documents.position(document_id) is None:
            self.list_header.show_all()
        position = self.documents.position(document_id)
        if position is not None:
            self.list.selectRow(position)
            self.list.scrollTo(self.documents.index(position))

    def place_lab(self, pane: QWidget, bar: QWidget) -> None:
        """Take in the lab: a pane below the documents, closed for now, and a bar above the footer."""
        self._lab, self._lab_bar = pane, bar
        self._floors.addWidget(pane)
        self._floors.setStretchFactor(0, 1)
        pane.hide()
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(column.indexOf(self.footer), bar)
        bar.setHidden(self.footer.isHidden())

    def open_lab(self, wanted: bool) -> None:
        """Show the lab's pane, or close it."""
        if self._lab is None or wanted is self._lab_is_open():
            return
        self._lab.setVisible(wanted)
        if wanted:
            self.show_workspace()
            height = self._floors.height()
            self._floors.setSizes([height * 45 // 100, height * 55 // 100])
        else:
            self.give_lab_all(False)
            self.take_back()

    def give_lab_all(self, wanted: bool) -> None:
        """The lab takes the place of the documents, or stands below them."""
        self._splitter.setHidden(wanted and self._lab_is_open())

    def _lab_is_open(self) -> bool:
        return self._lab is not None and not self._lab.isHidden()

    def hold_off(self, waiting: bool) -> None:
        """A person waits for what was asked: nothing else can be begun meanwhile."""
        self.setAcceptDrops(not waiting)
        for part in (self.query, self.add_button, self.welcome):
            part.setDisabled(waiting)
        for _, action in self._add_items:
            action.setDisabled(waiting)

    def take_back(self) -> None:
        """Show what there is, now that nothing else is wanted."""
        self._adding = False
        if self._overview is not None:
            self.show_overview(self._overview)

    def take(self, paths: Sequence[str]) -> None:
        """Add files and folders, from wherever they were named."""
        self._take(intake.Intake(list(paths), 0))

    def choose_files(self) -> None:
        """Ask for files; the window stays alive meanwhile."""
        self._choose(QFileDialog.FileMode.ExistingFiles, self.tr("Add files"))

    def choose_folder(self) -> None:
        """Ask for a folder."""
        self._choose(QFileDialog.FileMode.Directory, self.tr("Add a folder"))

    def paste(self) -> None:
        """Add what the clipboard holds."""
        self._take(intake.files_in_clipboard(QGuiApplication.clipboard().mimeData()))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Welcome anything that may be files."""
        if _accept(event):
            self.overlay.appear()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: ARG002, N802 - Qt's signature
        """The drag went elsewhere."""
        self.overlay.hide()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Hand the paths over and return; nothing is looked up here."""
        self.overlay.hide()
        if _accept(event):
            self._take(intake.files_in(event.mimeData()))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Too narrow for two panes: one at a time."""
        super().resizeEvent(event)
        self._arrange()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Gone at once; what is left to do happens without the window."""
        self._memory.setValue("window/geometry", self.saveGeometry())
        self._memory.setValue("window/has_documents", self._stack.currentWidget() is self._workspace)
        self._memory.setValue("window/splitter", self._splitter.saveState())
        super().closeEvent(event)
        self.closed.emit()

    def _lay_out(self) -> None:
        self._header = QWidget()
        self._header.setObjectName("header")
        self._header.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._header_row = QHBoxLayout(self._header)
        self._header_row.setContentsMargins(2 * GRID, 12, GRID, 12)
        self._header_row.setSpacing(GRID)
        self._header_row.addWidget(self.query, 1)
        self._header_row.addWidget(self.add_button)
        self._header_row.addWidget(self.menu)
        self.add_button.setFixedHeight(5 * GRID)

        left = QWidget()
        left.setObjectName("pane")
        left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.list_header)
        column.addWidget(self.list, 1)
        self._left = left

        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(left)
        self._splitter.addWidget(self.search)
        self._splitter.setSizes([36 * GRID, 64 * GRID])
        self._splitter.setStretchFactor(0, 0)
        self._splitter.setStretchFactor(1, 1)
        left.setMinimumWidth(36 * GRID)
        self.search.setMinimumWidth(40 * GRID)
        self.search.hide()

        self._workspace = QWidget()
        self._floors = QSplitter(Qt.Orientation.Vertical)
        self._floors.setHandleWidth(1)
        self._floors.setChildrenCollapsible(False)
        self._floors.addWidget(self._splitter)
        column = QVBoxLayout(self._workspace)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._floors)

        self._trouble = QWidget()
        self._trouble_title = QLabel()
        self._trouble_title.setFont(self._theme.fonts.heading)
        self._trouble_hint = QLabel()
        self._trouble_hint.setProperty("quiet", True)
        column = QVBoxLayout(self._trouble)
        column.setContentsMargins(6 * GRID, 6 * GRID, 6 * GRID, 6 * GRID)
        column.setSpacing(GRID)
        column.addStretch(1)
        for label in (self._trouble_title, self._trouble_hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(label)
        column.addStretch(1)

        self._stack = QStackedWidget()
        for page in (QWidget(), self.welcome, self._workspace, self._trouble):
            self._stack.addWidget(page)
        # Over a page without a header, the menu lies in the corner.
        self._corner = QWidget()
        self._corner_row = QHBoxLayout(self._corner)
        self._corner_row.setContentsMargins(0, 4 * GRID, 4 * GRID, 0)
        body = QGridLayout()
        body.addWidget(self._stack, 0, 0)
        body.addWidget(self._corner, 0, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self._header, self.notices):
            column.addWidget(part)
        column.addLayout(body, 1)
        column.addWidget(self.footer)
        self._header.hide()
        self.footer.hide()
        order = (
            self.query,
            self.add_button,
            self.menu,
            self.list_header.retry_all,
            self.list_header.chip,
            self.list,
            self.search.list,
            self.footer.pause,
        )
        for one, following in pairwise(order):
            QWidget.setTabOrder(one, following)

    def _connect(self) -> None:
        self.welcome.files_wanted.connect(self.choose_files)
        self.welcome.folder_wanted.connect(self.choose_folder)
        self.welcome.samples_wanted.connect(self._add_samples)
        self.query.query_changed.connect(self._search)
        self.query.down_pressed.connect(self._go_down)
        self.query.entered.connect(self.search.open_first)
        self.list.typed.connect(self.query.take_up)
        self.search.left.connect(lambda: self.query.setFocus(Qt.FocusReason.OtherFocusReason))

        self.menu.pause_wanted.connect(self.pause_wanted)
        self.menu.shortcuts_wanted.connect(lambda: ShortcutsSheet(self._theme, self).open())
        self.footer.pause_wanted.connect(self.pause_wanted)
        self.list_header.all_wanted.connect(self.documents.show_all)
        self.actions_on_documents.done.connect(self.footer.confirm)

        adding = HangingMenu(self.add_button)
        self._add_items = [
            (icon, adding.addAction(text, QKeySequence(keys), call))
            for icon, text, keys, call in (
                ("file", self.tr("Files…"), "Ctrl+O", self.choose_files),
                ("folder", self.tr("Folder…"), "Ctrl+Shift+O", self.choose_folder),
                ("paste", self.tr("Paste"), "Ctrl+V", self.paste),
            )
        ]
        adding.addSeparator()
        self._add_items.append(("sample", adding.addAction(self.tr("Sample documents"), self._add_samples)))
        # On the window, so that their keys work while the menu is closed; a text field still pastes text itself.
        self.addActions([*(action for _, action in self._add_items), *self.menu.keyed])
        self.add_button.setMenu(adding)
        for keys in ("Ctrl+K", "Ctrl+F"):
            QShortcut(QKeySequence(keys), self, self._focus_query)
        QShortcut(QKeySequence("Ctrl+Q"), self, self.close)

    def _show_page(self, page: QWidget) -> None:
        bare = page is not self._workspace
        self._header.setHidden(bare)
        self.footer.setHidden(bare)
        if self._lab_bar is not None:
            self._lab_bar.setHidden(bare)
        self._corner.setVisible(bare)
        (self._corner_row if bare else self._header_row).addWidget(self.menu)
        self._stack.setCurrentWidget(page)

    def _show_welcome(self) -> None:
        if self._stack.currentWidget() is not self.welcome:
            self._show_page(self.welcome)
            self.welcome.setFocus(Qt.FocusReason.OtherFocusReason)

    def _search(self, query: str) -> None:
        self.search.search(query)
        self._arrange()

    def _arrange(self) -> None:
        searching = bool(self.search.query)
        self.search.setVisible(searching)
        self._left.setVisible(not searching or self.width() >= NARROW)

    def _go_down(self) -> None:
        if self.search.query:
            self.search.focus_results()
        else:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _focus_query(self) -> None:
        if self._header.isVisible():
            self.query.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.query.selectAll()

    def _choose(self, mode: QFileDialog.FileMode, title: str) -> None:
        dialog = QFileDialog(self, title)
        dialog.setFileMode(mode)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self.take)
        dialog.open()

    def _add_samples(self) -> None:
        self.take([str(self._samples)])

    def _take(self, came: intake.Intake) -> None:
        if came.paths:
            self._guessed = False
            self._adding = True
            self.notices.dismiss()
            self.list_header.show_all()
            self.footer.say(self.tr("Adding…"))
            self.show_workspace()
            # Last: from here on, the engine's thread wants the interpreter too.
            self.paths_chosen.emit(came.paths)
        if came.refused or not came.paths:
            self.notices.tell(
                Reason(
                    self.tr("Only files and folders on this machine can be added."),
                    self.tr("Download what lies elsewhere first, then drop the file."),
                    Fault.FILE,
                )
            )

    def _remember(self) -> None:
        # Until the library is open, the last time tells what to show; a person may start to type at once.
        if self._memory.value("window/has_documents", False, type=bool):
            self.show_workspace()
        geometry, splitter = self._memory.value("window/geometry"), self._memory.value("window/splitter")
        if geometry is None or not self.restoreGeometry(geometry):
            self.resize(120 * GRID, 84 * GRID)
        if splitter is not None:
            self._splitter.restoreState(splitter)

    def _dress(self) -> None:
        self.add_button.setIcon(self._theme.icon("add", self._theme.colours.text))
        for icon, action in self._add_items:
            action.setIcon(self._theme.icon(icon))


def _accept(event: QDropEvent) -> bool:
    """Take the drag as a copy, whatever was proposed: a file manager deletes the files after a move."""
    mime: QMimeData = event.mimeData()
    if not intake.may_hold_files(mime):
        event.ignore()
        return False
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()
    return True
