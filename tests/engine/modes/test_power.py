from __future__ import annotations

from engine.events import Event, Notice, WorkGoesOn
from engine.modes.power import LOOK_SECONDS, PowerWatch, on_battery


class Machine:
    """A laptop whose plug and clock are in our hands."""

    def __init__(self, *, wanted: bool = True) -> None:
        self.on_battery = False
        self.now = 0.0
        self.looks = 0
        self.told: list[Event] = []
        self.watch = PowerWatch(wanted, self.told.append, self._look, lambda: self.now)

    def _look(self) -> bool:
        self.looks += 1
        return self.on_battery

    def later(self) -> bool:
        self.now += LOOK_SECONDS
        return self.watch.waits()


def test_work_waits_on_battery_and_goes_on_at_the_mains() -> None:
    machine = Machine()
    assert not machine.later()
    machine.on_battery = True
    assert machine.later()
    assert machine.later()
    (notice,) = machine.told
    assert isinstance(notice, Notice)
    assert notice.lasting
    machine.on_battery = False
    assert not machine.later()
    assert machine.told == [notice, WorkGoesOn()]


def test_between_two_looks_nothing_is_asked() -> None:
    machine = Machine()
    machine.later()
    for _ in range(10):
        machine.watch.waits()
    assert machine.looks == 1


def test_who_does_not_want_it_is_not_held_up() -> None:
    machine = Machine(wanted=False)
    machine.on_battery = True
    assert not machine.later()
    assert machine.looks == 0


def test_the_end_of_a_run_takes_the_notice_along() -> None:
    machine = Machine()
    machine.on_battery = True
    machine.later()
    machine.watch.end()
    assert machine.told[-1] == WorkGoesOn()


def test_this_machine_can_be_asked() -> None:
    assert on_battery() in (True, False)
