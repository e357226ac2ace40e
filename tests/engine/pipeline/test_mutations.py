"""Broken copies of real files never raise anything but a document's error."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.errors import DocumentError

OURS = ["handbook.docx", "handbook.odt", "handbook.epub", "handbook.html", "stores.xml"]
OURS += ["slides.odp", "slides.pptx", "stores.xlsx"]
NATIVE = ["handbook.pdf", "handbook.doc", "handbook.rtf", "stores.xls", "mail.eml", "mail.msg"]

Damage = tuple[list[tuple[float, bytes]], float]


@st.composite
def damage(draw: st.DrawFn) -> Damage:
    """Up to eight places to overwrite, as (share of the file, bytes), and a share at which to cut it off."""
    places = draw(st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=8)), max_size=8))
    return places, draw(st.one_of(st.just(1.0), st.floats(0.01, 1)))


MANY = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.parametrize("name", OURS)
@MANY
@given(damage=damage())
def test_damaged_copies(read: Any, documents: Path, name: str, damage: Damage) -> None:
    read_damaged(read, documents, name, damage)


# The same damage each time: native code does not only raise, now and then it aborts its process. That costs a worker,
# as the end-to-end tests show; here it would cost the process that runs the tests.
@pytest.mark.parametrize("name", NATIVE)
@settings(MANY, derandomize=True)
@given(damage=damage())
def test_damaged_copies_for_native_code(read: Any, documents: Path, name: str, damage: Damage) -> None:
    read_damaged(read, documents, name, damage)


def read_damaged(read: Any, documents: Path, name: str, damage: Damage) -> None:
    broken = bytearray((documents / name).read_bytes())
    places, share = damage
    for where, what in places:
        at = int(where * (len(broken) - 1))
        broken[at : at + len(what)] = what
    del broken[max(1, int(share * len(broken))) :]
    try:
        document = read(name, bytes(broken))
    except DocumentError as error:
        assert error.message
    else:
        assert document.opened.pages == len(document.pages)
