"""The README's table of settings, written anew from the one there is: ``make settings-table``."""

from __future__ import annotations

import re
from pathlib import Path

from engine.settings import TABLE, Entry

README = Path(__file__).parents[2] / "README.md"
_PLACE = re.compile(r"(?<=<!-- settings -->\n).*?(?=<!-- /settings -->)", re.DOTALL)


def table() -> str:
    """One line per setting, in Markdown."""
    lines = ["| setting | what it does | default | values |", "| --- | --- | --- | --- |"]
    lines += [f"| `{one.name}` | {one.help} | {_default(one)} | {_values(one)} |" for one in TABLE.values()]
    return "\n".join(lines) + "\n"


def stands_there() -> str:
    """What the README says now."""
    found = _PLACE.search(README.read_text("utf-8"))
    return found.group() if found else ""


def _default(entry: Entry) -> str:
    if isinstance(entry.default, bool):
        return "yes" if entry.default else "no"
    return f"{entry.default}{' ' + entry.unit if entry.unit else ''}" if entry.default != "" else ""


def _values(entry: Entry) -> str:
    if entry.choices:
        return ", ".join(value for value, _ in entry.choices)
    if isinstance(entry.default, bool):
        return "yes, no"
    if isinstance(entry.default, int):
        return f"{entry.minimum} to {entry.maximum}" + (f"; 0: {entry.zero.lower()}" if entry.zero else "")
    return "text"


if __name__ == "__main__":
    README.write_text(_PLACE.sub(lambda _: table(), README.read_text("utf-8")), "utf-8")
