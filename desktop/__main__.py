"""The ``meanwhile`` command: the window, or one of the commands that need no screen.

No Qt here at module level: worker processes import this module again and must never load it.
"""

from __future__ import annotations

import argparse
import difflib
import gc
import multiprocessing
import os
import sys
from collections.abc import Sequence

COMMANDS = frozenset(
    {
        "index",
        "add",
        "backup",
        "work",
        "status",
        "search",
        "pause",
        "resume",
        "cancel",
        "retry",
        "remove",
        "compare",
        "doctor",
        "drill",
        "report",
        "settings",
    }
)
"""Names that belong to the command line; a file of such a name is opened as ``./index``."""

NO_SCREEN = "There is no screen to open a window on. Use the commands instead, for example: meanwhile index PATH"
NO_WINDOW = (
    "No window can be opened: the screen does not answer, or a system library that Qt names above is missing. "
    "The commands work without, for example: meanwhile index PATH"
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run Meanwhile with these arguments (the process's by default) and return its exit code."""
    multiprocessing.freeze_support()
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments and (arguments[0] in COMMANDS or arguments[0] in ("--help", "-h", "--version")):
        if arguments[0] in ("index", "work") and not any(one.startswith("--mode") for one in arguments):
            _warm_up()
        from engine.cli import main as command_line

        return command_line(arguments)
    return _window(arguments)


def _window(arguments: list[str]) -> int:
    from engine.choices import Choices
    from engine.errors import MeanwhileError
    from engine.settings import TABLE

    parser = argparse.ArgumentParser("meanwhile", description="Open the window.", add_help=False)
    for entry in TABLE.values():
        if isinstance(entry.default, bool):
            parser.add_argument(entry.flag, action=argparse.BooleanOptionalAction)
        else:
            values = [value for value, _ in entry.choices]
            parser.add_argument(entry.flag, type=type(entry.default), choices=values or None)
    parser.add_argument("paths", nargs="*", metavar="PATH")
    chosen = parser.parse_args(arguments)
    if chosen.paths and not os.path.lexists(chosen.paths[0]):
        # Most likely a mistyped command; the window would show it as a file that does not exist.
        near = difflib.get_close_matches(chosen.paths[0], COMMANDS, 1)
        hint = f"Did you mean {near[0]}?" if near else "meanwhile --help lists the commands."
        print(f"There is no command and no file {chosen.paths[0]!r}. {hint}", file=sys.stderr)  # noqa: T201
        return 2

    qt_arguments: list[str] = []
    if sys.platform == "linux" and not os.environ.get("QT_QPA_PLATFORM"):
        wayland, x11 = os.environ.get("WAYLAND_DISPLAY"), os.environ.get("DISPLAY")
        if not wayland and not x11:
            print(NO_SCREEN, file=sys.stderr)  # noqa: T201 - this is the answer
            return 2
        # When no display answers, Qt would abort; with a last resort it starts, and we can say so.
        qt_arguments = ["-platform", "wayland;xcb;offscreen" if wayland else "xcb;offscreen"]

    try:
        choices = Choices(overrides={name: getattr(chosen, name) for name in TABLE})
    except MeanwhileError as error:
        print(error, file=sys.stderr)  # noqa: T201 - no window yet
        return 2
    # Looking for garbage among all that is being loaded takes a sixth of the start, and finds none.
    gc.disable()
    _warm_up()
    from desktop.running import run

    paths = [os.path.abspath(path) for path in chosen.paths]  # noqa: PTH100 - keeps undecodable bytes
    code = run(choices, paths, qt_arguments)
    if code == 2:
        print(NO_WINDOW, file=sys.stderr)  # noqa: T201 - as above
    return code


def _warm_up() -> None:
    from engine.pool.process import warm_up

    warm_up()


if __name__ == "__main__":
    sys.exit(main())
