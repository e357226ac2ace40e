"""The table of settings as options of commands, as a listing, and as a part of the help."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from engine.choices import Choices
from engine.cli_output import print_json, say, tell_person
from engine.errors import UsageError
from engine.settings import OF_WORK, TABLE, Entry, Settings, Value


def chosen_settings(**overrides: Value | None) -> Settings:
    """The settings that hold for this command; what is wrong with the file is told.

    Raises:
        UsageError: the environment or an option holds what is no setting's value.
    """
    return _choices(overrides).settings


def _choices(overrides: Mapping[str, Value | None]) -> Choices:
    choices = Choices(overrides=overrides)
    for problem in choices.problems:
        tell_person(f"{problem.message} {problem.hint}")
    return choices


def with_settings(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command an option for each setting of the work, and hand it over what holds as ``settings``."""
    signature = inspect.signature(command, eval_str=True)

    @functools.wraps(command)
    def wrapped(**given: Any) -> int:
        settings = chosen_settings(**{name: given.pop(name) for name in OF_WORK})
        return command(settings=settings, **given)

    kept = [one for one in signature.parameters.values() if one.name != "settings"]
    added = [_parameter(TABLE[name]) for name in OF_WORK]
    wrapped.__signature__ = signature.replace(parameters=[*kept, *added])  # type: ignore[attr-defined]
    wrapped.__annotations__ = {one.name: one.annotation for one in [*kept, *added]}
    return wrapped


def _parameter(entry: Entry) -> inspect.Parameter:
    # Without a negation a setting that is on could not be put off for once.
    names = [f"{entry.flag}/--no{entry.flag[1:]}"] if isinstance(entry.default, bool) else [entry.flag]
    shown = None if isinstance(entry.default, bool) else (entry.unit or "N").upper()
    if isinstance(entry.default, str):
        shown = "TEXT"
    option = typer.Option(*names, metavar=shown, help=entry.help)
    kind: Any = type(entry.default)
    annotation = Annotated[kind | None, option]
    return inspect.Parameter(entry.name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=annotation)


def help_text() -> str:
    """All settings with option and variable, for the end of ``meanwhile --help``."""
    lines = [f"{one.flag}, {one.variable}\n  {one.help}{_possible(one)}" for one in TABLE.values()]
    return "Settings: option, environment variable, what it does. Kept in a file by: meanwhile settings NAME=VALUE" + (
        "\n\n\b\n" + "\n".join(lines)
    )


def _possible(entry: Entry) -> str:
    if entry.choices:
        return f" One of: {', '.join(value for value, _ in entry.choices)}."
    if isinstance(entry.default, bool):
        return f" yes or no; default: {shown(entry, entry.default)}."
    if isinstance(entry.default, int):
        zero = f", 0: {entry.zero.lower()}" if entry.zero else ""
        return f" {entry.minimum} to {entry.maximum}{' ' + entry.unit if entry.unit else ''}{zero}."
    return ""


def shown(entry: Entry, value: object) -> str:
    """A value as a person writes it."""
    if isinstance(entry.default, bool):
        return "yes" if value else "no"
    return str(value)


def show_or_change(assignments: Sequence[str], *, as_json: bool) -> int:
    """Put ``NAME=VALUE`` into the settings file, or tell what holds and where it comes from.

    Raises:
        UsageError: there is no such setting, or the value is none of it.
        SettingsFileError: the file cannot be written.
    """
    choices = _choices({})
    changes = dict(map(_assignment, assignments))
    if changes:
        choices.change(changes)
        for name in changes:
            if choices.is_overridden(name):
                tell_person(f"{choices.origin(name)} is set and overrides what you have chosen for {name}.")
    facts = {
        name: {
            "value": getattr(choices.settings, name),
            "default": entry.default,
            "from": choices.origin(name) or "default",
        }
        for name, entry in TABLE.items()
        if not changes or name in changes
    }
    if as_json:
        print_json({"file": str(choices.path), "settings": facts})
        return 0
    table = Table(box=None, pad_edge=False, show_header=False)
    for name, fact in facts.items():
        origin = "" if fact["from"] == "default" else str(fact["from"])
        table.add_row(name, escape(shown(TABLE[name], fact["value"])), escape(origin))
    Console(highlight=False).print(table)
    if not changes:
        say(f"Change them with meanwhile settings NAME=VALUE, or in {choices.path}.")
    return 0


def _assignment(text: str) -> tuple[str, Value]:
    name, equals, value = text.partition("=")
    name = name.strip().replace("-", "_")
    if name not in TABLE:
        raise UsageError(f"There is no setting {name!r}.", "meanwhile settings lists them all.")
    if not equals:
        raise UsageError(f"{text!r} gives no value.", f"Write {name}=VALUE.")
    try:
        return name, TABLE[name].parse(value)
    except ValueError as error:
        raise UsageError(f"{name} is {value!r}, which {error}.", "Choose another value.") from None
