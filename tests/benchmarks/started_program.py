"""The program as a person starts it, which tells its moments on the way; see :mod:`tests.benchmarks.started_window`.

Loads nothing that the program does not load itself at that time: it would count as the program's.
"""

from __future__ import annotations

import sys

from desktop import __main__ as program


def main(library: str) -> None:
    warm_up = program._warm_up

    def warm_up_and_watch() -> None:
        warm_up()
        # Here the program comes to its window. Not above: worker processes import this module again, and no worker of
        # the real program has Qt in it.
        from tests.benchmarks import started_window

        started_window.watch()

    program._warm_up = warm_up_and_watch
    if code := program.main(["--library", library, "--workers", "2", "--on-close", "quit"]):
        raise SystemExit(f"The window ended early, with exit code {code}.")
    from tests.benchmarks import measure, started_window

    measure.report(started_window.moments())


if __name__ == "__main__":
    main(sys.argv[1])
