"""The lab in the whole program."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence

from desktop.app import Application
from desktop.lab.cost import Cost, Survey
from desktop.lab.cost_dialog import ComparisonCostDialog, CostDialog
from desktop.lab.durations import Operation
from desktop.lab.exporting import Kind, Part
from desktop.lab.lab import Lab
from desktop.lab.when_to_use import WhenToUsePage
from desktop.window import Window
from engine.compare.documents import Documents
from engine.records import Mode
from engine.settings import Settings
from engine.trace import WINDOW, Span, Stage
from tests.engine.export.trace_format import check

FIXTURES = Path(__file__).parents[2] / "fixtures" / "documents"


@pytest.fixture
def lab(application: Application) -> Lab:
    return application.lab


@pytest.fixture
def notes(tmp_path: Path) -> list[str]:
    paths = []
    for number in range(3):
        path = tmp_path / f"note-{number}.txt"
        path.write_text(f"Note {number}. The window stays free.")
        paths.append(str(path))
    return paths


def run_lesson(qtbot: Any, lab: Lab, *, speed: float = 1000.0) -> None:
    lab.comparison.lesson.setChecked(True)
    lab.comparison.speed.setValue(speed)
    lab.comparison.restarts.setChecked(False)
    with qtbot.waitSignal(lab.comparison.compared, timeout=60_000):
        lab.comparison.start.click()


def test_the_lab_is_closed_until_somebody_wants_it(
    qtbot: Any, application: Application, lab: Lab, notes: list[str]
) -> None:
    assert not lab.pane.isVisible()
    assert not lab.bar.isVisible()
    with qtbot.waitSignal(application.dispatcher.task_done, timeout=60_000):
        application.window.take(notes)
    assert lab.bar.isVisible()
    lab.bar.pulse_shown.trigger()
    assert not lab.bar.strip.isVisible()
    lab.bar.pulse_shown.trigger()
    assert lab.bar.strip.isVisible()
    qtbot.keyClick(application.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert lab.pane.isVisible()
    lab.pane.enlarge.click()
    assert not application.window.list.isVisible()
    lab.pane.close_button.click()
    assert not lab.pane.isVisible()
    assert application.window.list.isVisible()


def test_somebody_without_documents_can_see_the_lab_too(qtbot: Any, application: Application, lab: Lab) -> None:
    qtbot.waitUntil(application.window.welcome.isVisible, timeout=20_000)
    lab.bar.toggle.trigger()
    assert lab.pane.isVisible()
    lab.bar.toggle.trigger()
    assert application.window.welcome.isVisible()


def test_a_costly_drop_is_asked_about_first(qtbot: Any, application: Application, lab: Lab, notes: list[str]) -> None:
    lab.bar.switch.choose(Mode.BLOCKING)
    application.window.take(notes)
    qtbot.waitUntil(lambda: application.window.findChild(CostDialog) is not None, timeout=20_000)
    dialog = application.window.findChild(CostDialog)
    assert dialog.isVisible()
    assert application.window.documents.rowCount() == 0
    with qtbot.waitSignal(application.dispatcher.task_done, timeout=60_000):
        dialog.all_behind.emit()
        dialog.accept()
    assert not lab.in_window.busy


def test_what_is_dropped_during_a_comparison_waits_for_nobody(
    qtbot: Any, application: Application, lab: Lab, notes: list[str]
) -> None:
    lab.bar.switch.choose(Mode.BLOCKING)
    with qtbot.waitSignal(application.dispatcher.task_added, timeout=60_000):
        application.window.take(notes)
        with qtbot.waitSignal(lab.comparison.compared, timeout=60_000):
            lab.comparison.restarts.setChecked(False)
            lab.comparison.speed.setValue(1000)
            lab.comparison.start.click()
            qtbot.waitUntil(lambda: not lab._weighed, timeout=20_000)
    assert application.window.findChild(CostDialog) is None
    assert not lab.in_window.busy


def test_an_answer_that_comes_during_a_comparison_adds_in_the_background(
    qtbot: Any, application: Application, lab: Lab, notes: list[str]
) -> None:
    lab.bar.switch.choose(Mode.BLOCKING)
    application.window.take(notes)
    qtbot.waitUntil(lambda: application.window.findChild(CostDialog) is not None, timeout=20_000)
    dialog = application.window.findChild(CostDialog)
    lab.comparison.restarts.setChecked(False)
    lab.comparison.speed.setValue(1000)
    with qtbot.waitSignal(lab.comparison.compared, timeout=60_000):
        lab.comparison.start.click()
        with qtbot.waitSignal(application.dispatcher.task_added, timeout=20_000):
            dialog.all_here.emit()
            dialog.accept()
        assert not lab.in_window.busy


def test_what_was_being_weighed_is_put_down_when_the_program_ends(
    qtbot: Any, application: Application, lab: Lab, notes: list[str]
) -> None:
    lab.bar.switch.choose(Mode.BLOCKING)
    application.window.take(notes)
    with qtbot.waitSignal(application.dispatcher.task_added, timeout=20_000):
        lab.end(5.0)
    qtbot.waitUntil(lambda: application.window.documents.rowCount() == 3, timeout=60_000)
    assert application.window.findChild(CostDialog) is None


def test_while_an_async_request_is_open_nothing_else_can_be_begun(
    qtbot: Any, application: Application, lab: Lab, notes: list[str]
) -> None:
    window = application.window
    controls = (window.add_button, window.query, window.footer.pause, window.list_header.retry_all, lab.bar.switch)

    def can_be_used() -> set[bool]:
        keyed = [action.isEnabled() for action in (window.menu.keyed[0], *lab.bar.switch.choices.actions())]
        return {window.acceptDrops(), *keyed, *(control.isEnabled() for control in controls)}

    with qtbot.waitSignal(application.dispatcher.task_done, timeout=60_000):
        window.take(notes[:1])
    qtbot.waitUntil(lambda: bool(window.documents.known([1])), timeout=20_000)
    with qtbot.waitSignal(lab.in_window.ended, timeout=60_000):
        lab.in_window.start(Mode.ASYNC, notes)
        assert can_be_used() == {False}
        assert lab.bar.cancel.isVisibleTo(lab.bar)
        window.list.selectRow(0)
        with qtbot.assertNotEmitted(window.actions_on_documents.retry_wanted):
            for keys in ("x", "Ctrl+R", "Ctrl+1", "Ctrl+D", "Ctrl+M"):
                qtbot.keySequence(window.list, QKeySequence(keys))
        assert window.query.text() == ""
        assert not window.search.active
        assert lab.bar.switch.mode is Mode.BACKGROUND
        enabled = {action.text().partition("\t")[0]: action.isEnabled() for action in window_menu(window)}
        assert not any(enabled[words] for words in ("Try again", "Search within it", "More like this"))
    assert can_be_used() == {True}
    assert not lab.bar.cancel.isVisibleTo(lab.bar)
    qtbot.keySequence(window.list, QKeySequence("x"))
    assert window.query.text() == "x"


def window_menu(window: Window) -> list[QAction]:
    """What the list offers for what is selected."""
    menu = window.actions_on_documents.menu()
    menu.deleteLater()
    return menu.actions()


def test_a_click_in_the_timeline_chooses_the_document(
    qtbot: Any, application: Application, lab: Lab, notes: list[str]
) -> None:
    application.window.take(notes)
    qtbot.waitUntil(lambda: any(span.document_id == 2 for span in lab.tracks.all_spans()), timeout=60_000)
    qtbot.waitUntil(lambda: application.window.documents.rowCount() == 3, timeout=60_000)
    lab.live.document_chosen.emit(2)
    assert application.window.list.selected_ids() == [2]


def test_the_lesson_shows_what_each_mode_costs(qtbot: Any, lab: Lab) -> None:
    run_lesson(qtbot, lab)
    view, result = lab.comparison.view, lab.comparison.result
    assert result is not None
    assert [one.rhythm.loop for one in result.results] == ["qt"] * 3
    assert len(view.timelines) == 3
    # One scale for all three.
    assert len({round(timeline.section.seconds, 9) for timeline in view.timelines}) == 1
    assert len({timeline.label_room for timeline in view.timelines}) == 1
    rows = {name for name, _ in view.cells}
    assert rows == {
        "You can act again after",
        "All done after",
        "Longest freeze",
        "Missed heartbeats",
        "Speed",
        "Processes",
        "Survives a restart",
    }
    blocking = result.of(Mode.BLOCKING)
    assert blocking is not None
    # The loop was away all the time: no beat came.
    assert blocking.missed_beats == blocking.rhythm.due
    assert result.conclusion
    assert not view.grab().isNull()


def test_what_a_comparison_found_comes_into_sight_by_itself(qtbot: Any, application: Application, lab: Lab) -> None:
    application.window.resize(900, 600)
    lab.bar.toggle.trigger()
    lab.pane.show_page(lab.comparison)
    run_lesson(qtbot, lab)
    finding = lab.comparison.view.finding
    assert finding is not None
    for part in (finding.table, finding.conclusion):
        qtbot.waitUntil(lambda part=part: part.visibleRegion().boundingRect() == part.rect())
    # In a higher window it cannot come quite to the top, and no control is cut in two.
    page = lab.comparison
    lab.pane.enlarge.click()
    bar = page._area.verticalScrollBar()
    for height in range(860, 1000, 10):
        application.window.resize(1200, height)
        application.window.grab()
        page._bring_into_sight()
        assert bar.value() <= bar.maximum()
        for control in (page.start, page.restarts, page.files, page.words):
            assert control.visibleRegion().boundingRect().height() in (0, control.height())


def test_documents_are_compared_whether_their_rows_are_loaded_or_not_but_not_those_set_aside(
    qtbot: Any, application: Application, lab: Lab, tmp_path: Path
) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    poison = bytearray((FIXTURES / "stores.xls").read_bytes())
    poison[3712] = 0xFF  # the native reader ends its whole process (SIGABRT)
    (folder / "poison.xls").write_bytes(poison)
    for number in range(3):
        (folder / f"note-{number}.txt").write_text(f"Note {number}.")
    with qtbot.waitSignal(application.dispatcher.task_done, timeout=60_000):
        application.window.take([str(folder)])
    qtbot.waitUntil(lambda: application.window.documents.rowCount() == 4, timeout=20_000)
    application.window.list.selectAll()
    application.window.documents._rows.clear()
    lab.bar.toggle.trigger()
    lab.pane.show_page(lab.comparison)
    page = lab.comparison
    page.own.setChecked(True)
    page.restarts.setChecked(False)
    assert page._own_words.text() == "4 documents selected in the list."

    def answered() -> bool:
        # Whether so little is asked about depends on the machine.
        for dialog in application.window.findChildren(ComparisonCostDialog):
            dialog.all_wanted.emit()
            dialog.accept()
        return page._surveyed is None

    page.start.click()
    assert page.running
    qtbot.waitUntil(answered, timeout=20_000)
    assert isinstance(page._workload, Documents)
    assert [Path(path).name for path in page._workload.paths] == ["note-0.txt", "note-1.txt", "note-2.txt"]
    assert [Path(path).name for path in page._workload.known_to_kill] == ["poison.xls"]
    page.cancel.click()
    qtbot.waitUntil(lambda: not page.running, timeout=60_000)


def test_what_a_lesson_did_is_held_against_no_document_and_told_as_no_duration(qtbot: Any, lab: Lab) -> None:
    run_lesson(qtbot, lab)
    qtbot.waitUntil(lambda: not lab._compared)
    window = lab.tracks.track(WINDOW)
    assert window is not None
    assert {span.document_id for span in window.spans} == {None}
    assert not [one for one in Operation if lab.durations.of(one) is not None and one is not Operation.LOOK_UP]


def test_much_is_asked_about_before_it_is_compared(application: Application, lab: Lab) -> None:
    page = lab.comparison
    page._surveyed = (1, 2)
    cost = Cost(("/a", "/b"), 2, 1000, True, 0.04, ("/a",), 100)
    application.dispatcher.surveyed.emit(Survey((1,), cost, ()))
    assert application.window.findChild(ComparisonCostDialog) is None
    application.dispatcher.surveyed.emit(Survey((1, 2), cost, ()))
    dialog = application.window.findChild(ComparisonCostDialog)
    assert dialog.buttons[0].text() == "Freeze for the first document (about 4 s)"
    dialog.buttons[-1].click()
    assert not page.running
    assert page._workload is None


def test_a_comparison_can_be_cancelled(qtbot: Any, lab: Lab) -> None:
    page = lab.comparison
    page.files.setValue(1)
    page.speed.setValue(40)
    with qtbot.waitSignal(page.compared, timeout=60_000):
        page.start.click()
        assert page.cancel.isVisibleTo(page)
        assert not lab.bar.switch.isEnabled()
        # Blocking leaves nobody a chance: it is the next one that can be cancelled.
        qtbot.waitUntil(lambda: page.words.text().startswith("Running async"), timeout=20_000)
        page.cancel.click()
    assert page.result is not None
    assert page.result.cancelled
    assert len(page.result.results) < 3
    assert not page.running
    assert lab.bar.switch.isEnabled()


def test_a_comparison_can_be_cancelled_before_it_has_begun(qtbot: Any, lab: Lab) -> None:
    page = lab.comparison
    page.start.click()
    page.cancel.click()
    assert not page.running
    assert page.start.isVisibleTo(page)
    # The next one begins all the same.
    run_lesson(qtbot, lab)
    assert page.result is not None
    assert not page.result.cancelled


def test_without_a_library_there_is_no_lab(
    make_application: Callable[[Path], Application], qtbot: Any, tmp_path: Path
) -> None:
    (tmp_path / "library").write_text("a file, where a folder should be")
    made = make_application(tmp_path / "library")
    made.lab.bar.toggle.trigger()
    made.lab.comparison.start.click()
    with qtbot.waitSignal(made.dispatcher.failed, timeout=20_000):
        made.start([])
    assert made.window.trouble.isVisible()
    assert not made.lab.comparison.running
    qtbot.keyClick(made.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert made.window.trouble.isVisible()
    assert not made.lab.pane.isVisible()


@pytest.mark.parametrize("kind", Kind)
def test_what_was_found_can_be_taken_along(qtbot: Any, lab: Lab, tmp_path: Path, kind: Kind) -> None:
    run_lesson(qtbot, lab)
    path = tmp_path / f"comparison.{kind.value}"
    lab.tracks.add([Span(WINDOW, Stage.EXTRACT, "a.pdf", 1.0, 2.0, 1)])
    exports = (lab.comparison.export, lab.live.export)
    with qtbot.assertNotEmitted(lab.failed), qtbot.waitSignals([one.written for one in exports], timeout=20_000):
        lab.comparison.export.chosen.emit(kind, path)
        lab.live.export.chosen.emit(kind, tmp_path / f"timeline.{kind.value}")
        assert [(one.text(), one.isEnabled()) for one in exports] == [("Exporting…", False)] * 2
    assert [one.text() for one in exports] == ["Export"] * 2
    assert lab.comparison.export.isEnabled()
    assert lab._window.footer.words.endswith("is written")
    written = path.read_bytes()
    if kind is Kind.TRACE:
        check(json.loads(written))
        check(json.loads((tmp_path / "timeline.json").read_bytes()))
    elif kind is Kind.PICTURE:
        assert written.startswith(b"\x89PNG")
    else:
        assert b"Blocking" in written
        assert b"<html" in (tmp_path / "timeline.html").read_bytes()


def trace_events(qtbot: Any, lab: Lab, path: Path, part: Part | None) -> list[dict[str, Any]]:
    with qtbot.assertNotEmitted(lab.failed), qtbot.waitSignal(lab.live.export.written, timeout=20_000):
        if part is None:
            lab.live.export.chosen.emit(Kind.TRACE, path)
        else:
            lab.live.export.part_chosen.emit(part, Kind.TRACE, path)
    trace = json.loads(path.read_bytes())
    check(trace)
    events: list[dict[str, Any]] = trace["traceEvents"]
    return events


def test_an_exported_timeline_shows_what_the_picture_shows(
    qtbot: Any, application: Application, lab: Lab, notes: list[str], tmp_path: Path
) -> None:
    window, dispatcher = application.window, application.dispatcher
    for paths in (notes[:2], notes[2:]):
        with qtbot.waitSignal(dispatcher.task_done, timeout=60_000):
            window.take(paths)
        # The queue is taken up anew for what is added next.
        with qtbot.waitSignal(dispatcher.stood_aside, timeout=20_000):
            dispatcher.stand_aside()
        dispatcher.go_on()
    qtbot.waitUntil(lambda: window.documents.rowCount() == 3)
    qtbot.waitUntil(lambda: sum(span.stage is Stage.EMBED for span in lab.tracks.all_spans()) >= 2, timeout=20_000)
    qtbot.waitUntil(lambda: not lab._pending)
    spans = lab.tracks.all_spans()
    lab.pulse.gap.emit(120.0)

    events = trace_events(qtbot, lab, tmp_path / "all.json", None)
    assert sum(event.get("cat") == "gap" for event in events) == len(lab.tracks.gaps) > 0
    # A number names one step only: no flow leads from one turn at the queue into another.
    leases = [span.step for span in spans if span.stage is Stage.LEASE]
    assert len(leases) == len(set(leases))

    window.list.selectRow(window.documents.position(1))
    of_one = trace_events(qtbot, lab, tmp_path / "one.json", Part.SELECTION)
    steps = [event for event in of_one if event["ph"] == "X"]
    assert {event["args"].get("document") for event in steps} <= {None, 1}
    assert {"lease", "extract", "embed", "store"} <= {event["cat"] for event in steps}
    of_task = trace_events(qtbot, lab, tmp_path / "task.json", Part.TASK)
    assert {event["args"].get("document") for event in of_task if event["ph"] == "X"} == {None, 1, 2}
    assert "Timeline of task 1" in {event["args"].get("name") for event in of_task if event["ph"] == "M"}


def test_what_has_not_run_is_not_exported(qtbot: Any, lab: Lab, tmp_path: Path) -> None:
    with qtbot.waitSignal(lab.failed) as failed:
        lab.live.export.part_chosen.emit(Part.SELECTION, Kind.REPORT, tmp_path / "x.html")
    assert "Nothing of it has run" in failed.args[0].message
    assert not (tmp_path / "x.html").exists()


def test_what_cannot_be_written_is_said(qtbot: Any, lab: Lab, tmp_path: Path) -> None:
    run_lesson(qtbot, lab)
    with qtbot.waitSignal(lab.failed) as failed:
        lab.comparison.export.chosen.emit(Kind.REPORT, tmp_path / "nowhere" / "x.html")
    assert "x.html could not be written" in failed.args[0].message


def test_a_timeline_that_nobody_records_says_so(lab: Lab) -> None:
    lab.use(Settings(trace=False))
    assert lab.live.hint.text() == "Recording for the timeline is switched off in the settings."
    lab.use(Settings())
    assert lab.live.hint.text().startswith("Nothing has run yet.")


def test_one_guesses_first_and_then_sees_the_answer(lab: Lab) -> None:
    page: WhenToUsePage = lab.when_to_use
    row = page.rows[0]
    assert row.answer.isHidden()
    row.buttons[Mode.BACKGROUND].click()
    assert not row.answer.isHidden()
    row.buttons[row.case.answer].click()
    # The first guess is what counts.
    assert page.score.text() == "0 of 1 as this program does it"
    page.reveal.click()
    assert not any(one.answer.isHidden() for one in page.rows)


def test_what_was_measured_stands_beside_the_question(
    qtbot: Any, application: Application, lab: Lab, notes: list[str]
) -> None:
    embed = next(row for row in lab.when_to_use.rows if "passage" in row.case.name)
    assert embed.measured.text() == "not measured yet"
    with qtbot.waitSignal(application.dispatcher.task_done, timeout=60_000):
        application.window.take(notes)
    qtbot.waitUntil(lambda: bool(lab.tracks.all_spans()), timeout=20_000)

    def told() -> bool:
        lab.when_to_use.refresh()
        return embed.measured.text().endswith("on this machine")

    qtbot.waitUntil(told, timeout=20_000)
