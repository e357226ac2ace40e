"""One table of settings: defaults, then the environment, then what is passed."""

from __future__ import annotations

from dataclasses import fields

import pytest

from engine.errors import UsageError
from engine.settings import ENVIRONMENT_PREFIX, Settings


def test_defaults_need_nothing() -> None:
    assert Settings.load({}) == Settings()
    assert Settings().worker_count >= 1


def test_the_environment_overrides_defaults_and_what_is_passed_overrides_both() -> None:
    environment = {"MEANWHILE_WORKERS": "3", "MEANWHILE_MAX_FILE_MB": " 5 ", "OTHER": "x"}
    assert Settings.load(environment) == Settings(workers=3, max_file_mb=5)
    assert Settings.load(environment, workers=1).workers == 1
    assert Settings.load(environment, workers=None).workers == 3
    assert Settings.load(environment, workers=0).workers == 0


def test_the_real_environment_is_looked_at_when_none_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEANWHILE_WORKERS", "7")
    assert Settings.load().worker_count == 7


@pytest.mark.parametrize("value", ["", "many", "1.5", "٣٫٥"])
def test_what_is_no_number_is_refused_by_its_name(value: str) -> None:
    with pytest.raises(UsageError, match="MEANWHILE_WORKERS"):
        Settings.load({"MEANWHILE_WORKERS": value})


@pytest.mark.parametrize("name", [one.name for one in fields(Settings)])
def test_every_setting_has_a_range_that_holds_its_default_and_a_help_text(name: str) -> None:
    one = next(one for one in fields(Settings) if one.name == name)
    low, high = one.metadata["minimum"], one.metadata["maximum"]
    assert low <= one.default <= high
    assert one.metadata["help"].endswith(".")
    for allowed in (low, high):
        assert getattr(Settings.load({}, **{name: allowed}), name) == allowed
        assert getattr(Settings.load({ENVIRONMENT_PREFIX + name.upper(): str(allowed)}), name) == allowed
    for refused in (low - 1, high + 1):
        with pytest.raises(UsageError, match=name):
            Settings.load({}, **{name: refused})


def test_a_setting_that_does_not_exist_is_a_mistake() -> None:
    with pytest.raises(TypeError, match="wrokers"):
        Settings.load({}, wrokers=1)


def test_limits_of_reading_are_in_bytes() -> None:
    limits = Settings(max_file_mb=3, max_unpacked_mb=7).read_limits
    assert (limits.max_file_bytes, limits.max_unpacked_bytes) == (3 * 1024**2, 7 * 1024**2)
