"""How a command of Meanwhile is run as a process of its own, so that the window stays free."""

from __future__ import annotations

import sys


def own_command(*arguments: str) -> list[str]:
    """The program of this very Python, or of the packaged application, with these arguments."""
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "engine"]
    return [*program, *arguments]
