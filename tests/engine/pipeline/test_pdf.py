"""PDFs: read from the buffer, resumable, with what they say about themselves."""

from __future__ import annotations

import mmap
from pathlib import Path
from typing import Any

import pytest

from engine.errors import EncryptedError
from engine.pipeline import steps
from engine.records import OutlineEntry
from models.tokenizer import Tokenizer


def test_facts(read: Any) -> None:
    facts = read("handbook.pdf").done.facts
    assert facts.created == "2026-11-23T17:28:00"
    assert facts.page_labels == ("i", "A-7", "A-8")
    assert facts.outline[2:4] == (OutlineEntry("The fog signal", 2, 0), OutlineEntry("Stores", 2, 1))
    assert facts.attachments == ("stores.csv",)
    assert not facts.encrypted


def test_reading_goes_on_at_any_page(read: Any) -> None:
    whole = read("handbook.pdf")
    rest = read("handbook.pdf", first_page=2)
    assert rest.pages == whole.pages[1:]
    assert rest.done == whole.done


def test_a_map_is_read_in_place_and_can_be_closed_afterwards(documents: Path, tokenizer: Tokenizer, read: Any) -> None:
    with (documents / "handbook.pdf").open("rb") as file:
        source = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    events = list(steps.read(source, "handbook.pdf", tokenizer))
    source.close()
    assert events[-1] == read("handbook.pdf").done


def test_a_map_can_be_closed_after_an_error(documents: Path, tokenizer: Tokenizer) -> None:
    with (documents / "encrypted.pdf").open("rb") as file:
        source = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    with pytest.raises(EncryptedError):
        list(steps.read(source, "encrypted.pdf", tokenizer))
    source.close()


def test_an_owner_password_forbids_no_reading(read: Any) -> None:
    document = read("owner-password.pdf")
    assert "The lamp turns" in document.text
    assert document.done.facts.encrypted


def test_ligatures_and_line_breaks_are_plain_text(read: Any) -> None:
    text = read("handbook.pdf").text
    assert "fishermen" in text
    assert "\r" not in text
