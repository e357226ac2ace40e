"""One table of settings: defaults, then the file, then the environment, then what is passed."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from engine.choices import Choices, SettingsFileError
from engine.errors import UsageError
from engine.settings import TABLE, Entry, Settings, Value
from tests.engine import settings_table


def another(entry: Entry) -> Value:
    """A value of this setting that is not its default; of a choice without another, the default."""
    if entry.choices:
        return entry.choices[-1][0]
    if isinstance(entry.default, bool):
        return not entry.default
    if isinstance(entry.default, int):
        return entry.maximum if entry.default < entry.maximum else entry.minimum
    return "wörds \"quoted\" with \\ and 'more'"


def test_defaults_need_nothing() -> None:
    assert Settings.load({}) == Settings()
    assert Settings().worker_count >= 1


def test_each_source_overrides_the_one_before() -> None:
    environment = {"MEANWHILE_WORKERS": "3", "MEANWHILE_MAX_FILE_MB": " 5 ", "OTHER": "x"}
    stored: dict[str, Value] = {"workers": 9, "theme": "dark"}
    assert Settings.load({}, stored) == Settings(workers=9, theme="dark")
    assert Settings.load(environment, stored) == Settings(workers=3, max_file_mb=5, theme="dark")
    assert Settings.load(environment, stored, workers=1).workers == 1
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
def test_every_setting_holds_its_default_and_says_what_it_does(name: str) -> None:
    entry = TABLE[name]
    assert entry.check(entry.default) == entry.default
    assert entry.label
    assert entry.help.endswith(".")
    value = another(entry)
    written = {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
    assert getattr(Settings.load({}, **{name: value}), name) == value
    assert getattr(Settings.load({entry.variable: written}), name) == value


@pytest.mark.parametrize("name", [one.name for one in TABLE.values() if one.maximum])
def test_a_number_out_of_its_range_is_refused(name: str) -> None:
    entry = TABLE[name]
    for refused in (entry.minimum - 1, entry.maximum + 1):
        with pytest.raises(UsageError, match=entry.flag):
            Settings.load({}, **{name: refused})


@pytest.mark.parametrize(("name", "wrong"), [("mode", "fast"), ("notify", "maybe"), ("theme", "")])
def test_what_is_none_of_the_choices_is_refused(name: str, wrong: str) -> None:
    with pytest.raises(UsageError, match=TABLE[name].variable):
        Settings.load({TABLE[name].variable: wrong})


def test_a_setting_that_does_not_exist_is_a_mistake() -> None:
    with pytest.raises(TypeError, match="wrokers"):
        Settings.load({}, wrokers=1)


def test_limits_of_reading_are_in_bytes() -> None:
    limits = Settings(max_file_mb=3, max_unpacked_mb=7).read_limits
    assert (limits.max_file_bytes, limits.max_unpacked_bytes) == (3 * 1024**2, 7 * 1024**2)


def test_endings_may_be_written_in_any_way() -> None:
    assert Settings(skip_types=" LOG, *.bak;.tar.gz  ").skipped_endings == (".bak", ".log", ".tar.gz")
    assert Settings().skipped_endings == ()


def test_the_readme_lists_what_there_is() -> None:
    assert settings_table.stands_there() == settings_table.table(), "run make settings-table"


def test_a_library_below_the_home_folder_may_be_written_with_a_tilde(home: Path) -> None:
    assert Settings(library="~/papers").library_folder == home / "papers"


class TestTheFile:
    """What is chosen stays chosen; what is broken costs no more than itself."""

    @pytest.fixture
    def path(self, tmp_path: Path) -> Path:
        return tmp_path / "config" / "settings.toml"

    @pytest.mark.parametrize("name", TABLE)
    def test_every_setting_can_be_stored(self, path: Path, name: str) -> None:
        value = another(TABLE[name])
        Choices(path, {}).change({name: value})
        assert getattr(Choices(path, {}).settings, name) == value

    def test_a_default_leaves_no_line_behind(self, path: Path) -> None:
        choices = Choices(path, {})
        assert choices.change({"workers": 3, "theme": "dark"}) == Settings(workers=3, theme="dark")
        assert choices.change({"workers": 0}) == Settings(theme="dark")
        assert path.read_text() == 'theme = "dark"\n'

    def test_what_a_newer_version_or_a_person_wrote_is_kept(self, path: Path) -> None:
        path.parent.mkdir()
        path.write_text('# mine\nfuture = [1, 2]\nworkers = 4 # enough\n\n[newer.table]\nworkers = "x"')
        choices = Choices(path, {})
        assert choices.settings.workers == 4
        assert choices.problems == ()
        choices.change({"workers": 2, "theme": "light"})
        assert path.read_text() == (
            '# mine\nfuture = [1, 2]\nworkers = 2\ntheme = "light"\n\n[newer.table]\nworkers = "x"'
        )

    @pytest.mark.parametrize("broken", [b"workers = = 3", b"\xff\xfe\x00", b"[workers"])
    def test_a_broken_file_means_defaults_and_is_told_and_not_overwritten(self, path: Path, broken: bytes) -> None:
        path.parent.mkdir()
        path.write_bytes(broken)
        choices = Choices(path, {})
        assert choices.settings == Settings()
        (problem,) = choices.problems
        assert str(path) in problem.message
        with pytest.raises(SettingsFileError):
            choices.change({"workers": 1})
        assert path.read_bytes() == broken

    @pytest.mark.parametrize("line", ["workers = 1000", 'workers = "two"', "workers = true", "workers = 1.5"])
    def test_a_wrong_value_costs_that_setting_alone(self, path: Path, line: str) -> None:
        path.parent.mkdir()
        path.write_text(f'{line}\ntheme = "dark"\n')
        choices = Choices(path, {})
        assert choices.settings == Settings(theme="dark")
        (problem,) = choices.problems
        assert "workers" in problem.message
        assert choices.change({"workers": 2}).workers == 2

    def test_a_line_that_only_a_person_can_change_is_left_alone(self, path: Path) -> None:
        path.parent.mkdir()
        written = 'skip_types = """\nlog\nworkers = 5\n"""\n'
        path.write_text(written)
        with pytest.raises(SettingsFileError, match="only a person"):
            Choices(path, {}).change({"skip_types": "bak"})
        assert path.read_text() == written

    def test_a_folder_that_cannot_be_written_is_said(self, tmp_path: Path) -> None:
        (tmp_path / "config").write_text("a file where a folder should be")
        with pytest.raises(SettingsFileError, match="cannot be"):
            Choices(tmp_path / "config" / "settings.toml", {}).change({"workers": 1})

    def test_it_says_what_overrides_the_file(self, path: Path) -> None:
        choices = Choices(path, {"MEANWHILE_WORKERS": "5"}, {"theme": "light"})
        choices.change({"workers": 2, "theme": "dark", "notify": False})
        assert (choices.settings.workers, choices.settings.theme) == (5, "light")
        assert [choices.origin(name) for name in ("workers", "theme", "mode")] == ["MEANWHILE_WORKERS", "--theme", ""]
        assert choices.origin("notify") == str(path)
        assert {name for name in TABLE if choices.is_overridden(name)} == {"workers", "theme"}

    def test_a_link_stays_a_link(self, path: Path, tmp_path: Path) -> None:
        path.parent.mkdir()
        kept = tmp_path / "kept.toml"
        kept.write_text("")
        path.symlink_to(kept)
        Choices(path, {}).change({"workers": 2})
        assert path.is_symlink()
        assert kept.read_text() == "workers = 2\n"
