"""The window: arranges the panes, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMimeData, QSettings, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QIcon,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop import intake
from desktop.add_button import AddButton
from desktop.app_menu import AppMenu
from desktop.documents.actions import DocumentActions
from desktop.documents.header import DocumentsHeader
from desktop.documents.model import DocumentsModel
from desktop.documents.view import DocumentsView
from desktop.drop_overlay import DropOverlay
from desktop.footer import Footer
from desktop.help_sheet import HelpSheet
from desktop.notice_bar import NoticeBar
from desktop.opening import Opener
from desktop.search.locating import Locating
from desktop.search.pane import SearchPane
from desktop.search.query_field import QueryField
from desktop.search.query_note import QueryNote
from desktop.search.scope import Scope
from desktop.search.tips import SearchTips
from desktop.shortcuts import ShortcutsSheet
from desktop.theme import GRID, Theme
from desktop.trouble import TroublePane
from desktop.welcome import WelcomePane
from desktop.workspace import NARROW, WIDE, Workspace
from engine.records import Fault, Overview, Reason


class Window(QWidget):
    """Header with the query, documents and results side by side, footer; or the welcome of an empty library."""

    paths_chosen = Signal(object)
    """``list[str]``: files and folders to add."""
    pause_wanted = Signal(bool)
    """Whether to pause or to go on."""
    closed = Signal()
    """The person closed it; it is hidden already."""
    quit_wanted = Signal()
    """All work shall end, too."""

    def __init__(self, opener: Opener, theme: Theme, icon: QIcon, samples: Path, memory: QSettings) -> None:
        super().__init__()
        self._theme = theme
        self._memory = memory
        # Whether what is shown is only a guess, because the library is not open yet.
        self._guessed = True
        # Whether something was added of which nothing is listed yet.
        self._adding = False
        self._overview: Overview | None = None
        self._lab_bar: QWidget | None = None
        self.setObjectName("window")
        self.setWindowTitle("Meanwhile")
        self.setWindowIcon(icon)
        self.setAcceptDrops(True)
        self.setMinimumSize(48 * GRID, 40 * GRID)

        self.query = QueryField(theme)
        self.query_note = QueryNote()
        self.add_button = AddButton(samples, theme)
        self.menu = AppMenu(theme)
        self.notices = NoticeBar(theme)
        self.welcome = WelcomePane(icon, theme)
        self.documents = DocumentsModel(self)
        self.list = DocumentsView(self.documents, theme)
        self.list_header = DocumentsHeader(theme)
        self.actions_on_documents = DocumentActions(self.list, self.documents, opener, theme)
        self.search = SearchPane(opener, theme)
        self.locating = Locating(self)
        self.footer = Footer(theme)
        self.workspace = Workspace(self.list_header, self.list, self.search)
        self.trouble = TroublePane(theme)
        self.overlay = DropOverlay(theme, self)
        opener.failed.connect(self.notices.tell)
        opener.page_untold.connect(self._tell_page)

        self._lay_out()
        self._connect()
        self._restore()

    def show_overview(self, overview: Overview) -> None:
        """New totals of the library."""
        self._overview = overview
        for part in (self.list_header, self.footer, self.actions_on_documents, self.menu):
            part.show_overview(overview)
        self.search.library_changed(overview)
        self.list.invite(not overview.documents and not overview.listing)
        if overview.documents or overview.listing:
            self._adding = False
            self.show_workspace()
        elif not self._adding and not self.workspace.below_is_open:
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
        self.search.ask_again()
        if self._adding:
            self._adding = False
            self.notices.tell(Reason(self.tr("There are no documents in what you added."), fault=Fault.FILE))

    def show_workspace(self) -> None:
        """Leave the welcome: there are documents, or they are on their way."""
        if self._stack.currentWidget() is not self.workspace:
            self._show_page(self.workspace)
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_trouble(self, reason: Reason) -> None:
        """Instead of everything else: why the library cannot be used."""
        self.trouble.tell(reason)
        self.setAcceptDrops(False)
        self._show_page(self.trouble)

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
        self._lab_bar = bar
        self.workspace.place_below(pane)
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(column.indexOf(self.footer), bar)
        bar.setHidden(self.footer.isHidden())

    def open_lab(self, wanted: bool) -> None:
        """Show the lab's pane, or close it."""
        if wanted is self.workspace.below_is_open:
            return
        if wanted:
            self.show_workspace()
        self.workspace.open_below(wanted)
        if not wanted:
            self.take_back()

    def hold_off(self, waiting: bool) -> None:
        """A person waits for what was asked: nothing else can be begun meanwhile."""
        if waiting and self.query.hasFocus():
            # Otherwise Qt would hand the keyboard on to whatever comes next, the menu.
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setAcceptDrops(not waiting)
        for held in (self.add_button, self.menu, self.list_header, self.actions_on_documents, self.footer):
            held.hold_off(waiting)
        for part in (self.query, self.welcome):
            part.setDisabled(waiting)

    def take_back(self) -> None:
        """Show what there is, now that nothing else is wanted."""
        self._adding = False
        if self._overview is not None:
            self.show_overview(self._overview)

    def take(self, paths: Sequence[str]) -> None:
        """Add files and folders, from wherever they were named."""
        self._take(intake.Intake(list(paths), 0))

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

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Gone at once; what is left to do happens without the window."""
        self.remember()
        super().closeEvent(event)
        self.closed.emit()

    def remember(self) -> None:
        """Put down how the window looks, for the next start; it is kept with the library, if that was opened."""
        if self._guessed or self._stack.currentWidget() is self.trouble:
            return
        self._memory.setValue("window/geometry", self.saveGeometry())
        self._memory.setValue("window/has_documents", self._stack.currentWidget() is self.workspace)
        self.workspace.remember(self._memory)
        self.search.keep_memory(self._memory)

    def _lay_out(self) -> None:
        self._header = QWidget()
        self._header.setObjectName("header")
        self._header.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._header_row = QHBoxLayout()
        self._header_row.setContentsMargins(2 * GRID, 12, GRID, 12)
        rows = QVBoxLayout(self._header)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(self._header_row)
        rows.addWidget(self.query_note)
        self._header_row.setSpacing(GRID)
        self._header_row.addWidget(self.query, 1)
        self._header_row.addWidget(self.add_button)
        self._header_row.addWidget(self.menu)

        self._stack = QStackedWidget()
        for page in (QWidget(), self.welcome, self.workspace, self.trouble):
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
            self.search.header.mode,
            self.search.header.preview,
            self.search.list,
            self.search.preview,
            self.footer.pause,
        )
        for one, following in pairwise(order):
            QWidget.setTabOrder(one, following)

    def _connect(self) -> None:
        self.welcome.files_wanted.connect(self.add_button.choose_files)
        self.welcome.folder_wanted.connect(self.add_button.choose_folder)
        self.welcome.samples_wanted.connect(self.add_button.add_samples)
        self.add_button.chosen.connect(self._take)
        self.query.query_changed.connect(self._search)
        self.query.down_pressed.connect(self._go_down)
        self.query.entered.connect(self.search.open_first)
        self.query.scope_changed.connect(self._narrow)
        self.query.tips_wanted.connect(self._show_tips)
        self.search.tips_wanted.connect(self._show_tips)
        self.search.scope_wanted.connect(self.query.set_scope)
        self.search.query_wrong.connect(self.query_note.tell)
        self.search.typed.connect(self.query.take_up)
        self.search.locate_wanted.connect(self.locating.ask)
        self.locating.chosen.connect(self._take)
        self.locating.other_file.connect(self.notices.tell)
        self.locating.found.connect(self.footer.confirm)
        self.search.done.connect(self.footer.confirm)
        self.search.room_changed.connect(self._arrange)
        self.actions_on_documents.scope_wanted.connect(self.query.set_scope)
        self.list.typed.connect(self.query.take_up)
        self.search.left.connect(lambda: self.query.setFocus(Qt.FocusReason.OtherFocusReason))

        self.menu.pause_wanted.connect(self.pause_wanted)
        self.menu.quit_wanted.connect(self.quit_wanted)
        self.menu.help_wanted.connect(lambda: HelpSheet(self._theme, self).open())
        self.menu.shortcuts_wanted.connect(lambda: ShortcutsSheet(self._theme, self).open())
        self.footer.pause_wanted.connect(self.pause_wanted)
        self.list_header.all_wanted.connect(self.documents.show_all)
        self.actions_on_documents.done.connect(self.footer.confirm)

        # On the window, so that their keys work while the menu is closed; a text field still pastes text itself.
        self.addActions([*self.add_button.keyed, *self.menu.keyed])
        for keys in ("Ctrl+K", "Ctrl+F", "/"):
            QShortcut(QKeySequence(keys), self, self._focus_query)
        QShortcut(QKeySequence("F10"), self, self.menu.showMenu)
        QShortcut(QKeySequence("Shift+F10"), self, self._open_context_menu)

    def _show_page(self, page: QWidget) -> None:
        bare = page is not self.workspace
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

    def _narrow(self, scope: Scope | None) -> None:
        self.search.narrow(scope)
        self._arrange()

    def _arrange(self) -> None:
        self.workspace.show_results(self.search.active, WIDE if self.search.previewing else NARROW)

    def _show_tips(self) -> None:
        tips = SearchTips(self)
        tips.example_wanted.connect(self.query.setText)
        tips.finished.connect(lambda _: self._focus_query())
        tips.open()

    def _tell_page(self, page: int) -> None:
        self.footer.confirm(self.tr("Opened; your viewer cannot be told the page: go to page {}").format(page))

    def _go_down(self) -> None:
        if self.search.active:
            self.search.focus_results()
        else:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _focus_query(self) -> None:
        if self._header.isVisible():
            self.query.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.query.selectAll()

    def _open_context_menu(self) -> None:
        # For keyboards without the menu key; Qt itself knows Shift+F10 on Windows only.
        focus = self.focusWidget()
        if focus is not None:
            middle = focus.rect().center()
            reason = QContextMenuEvent.Reason.Keyboard
            QCoreApplication.sendEvent(focus, QContextMenuEvent(reason, middle, focus.mapToGlobal(middle)))

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

    def _restore(self) -> None:
        # Until the library is open, the last time tells what to show; a person may start to type at once.
        if self._memory.value("window/has_documents", False, type=bool):
            self.show_workspace()
        # Qt itself brings a window that was on a screen which is gone back into sight.
        geometry = self._memory.value("window/geometry")
        if geometry is None or not self.restoreGeometry(geometry):
            self.resize(120 * GRID, 84 * GRID)
        self.workspace.restore(self._memory)
        self.search.take_memory(self._memory)


def _accept(event: QDropEvent) -> bool:
    """Take the drag as a copy, whatever was proposed: a file manager deletes the files after a move."""
    mime: QMimeData = event.mimeData()
    if not intake.may_hold_files(mime):
        event.ignore()
        return False
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()
    return True
