from __future__ import annotations

from typing import Any

import pytest

from desktop import notice_bar
from desktop.notice_bar import NoticeBar
from desktop.theme import Theme
from engine.records import Fault, Reason

BUSY = Reason("Another Meanwhile is at work on this library already.", fault=Fault.MACHINE)
GONE = Reason("report.pdf is not there any more.")


@pytest.fixture
def bar(qtbot: Any, light: Theme) -> NoticeBar:
    made = NoticeBar(light)
    qtbot.addWidget(made)
    made.move(400, 400)  # not under the pointer, where it would wait
    return made


def test_what_holds_comes_back_after_what_passes(bar: NoticeBar) -> None:
    bar.hold(BUSY)
    bar.tell(GONE)
    assert bar.text == GONE.message
    bar.dismiss()
    assert bar.text == BUSY.message
    assert bar.isVisible()
    bar.release()
    assert not bar.isVisible()


def test_what_holds_may_end_behind_what_passes(bar: NoticeBar) -> None:
    bar.hold(BUSY)
    bar.tell(GONE)
    bar.release()
    assert bar.text == GONE.message
    bar.dismiss()
    assert not bar.isVisible()


def test_a_passing_notice_goes_by_itself_and_a_mistake_of_ours_stays(
    qtbot: Any, bar: NoticeBar, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notice_bar, "_SHOWN_MS", 1)
    monkeypatch.setattr(notice_bar, "_PER_CHARACTER_MS", 0)
    bar.tell(GONE)
    qtbot.waitUntil(lambda: not bar.isVisible())
    ours = NoticeBar(bar._theme)
    qtbot.addWidget(ours)
    ours.tell(Reason("Something went wrong in Meanwhile itself.", fault=Fault.OURS))
    bar.tell(GONE)
    qtbot.waitUntil(lambda: not bar.isVisible())
    assert ours.isVisible()
