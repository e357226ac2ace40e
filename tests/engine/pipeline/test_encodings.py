"""Text comes out right whatever encoding it is in."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.pipeline.extract import text

ENGLISH = "The lamp of the lighthouse turns once every twelve seconds."
FRENCH = "Le phare tourne toutes les douze secondes ; le café est fermé"
JAPANESE = "灯台守は日暮れの前にぜんまいを巻く。"
RUSSIAN = "Лампа маяка совершает один оборот каждые двенадцать секунд."


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("lighthouse-utf-8.txt", JAPANESE),
        ("lighthouse-utf-16.txt", ENGLISH),
        ("lighthouse-utf-16-le-no-mark.txt", ENGLISH),
        ("lighthouse-latin-1.txt", FRENCH),
        ("lighthouse-windows-1252.txt", FRENCH),
        ("lighthouse-shift-jis.txt", JAPANESE),
        ("lighthouse-koi8-r.txt", RUSSIAN),
        ("stores.xml", "Spare mantles for the café"),
    ],
)
def test_fixtures(read: Any, name: str, sentence: str) -> None:
    assert sentence in read(name).text


POLISH = "Żółta lampa świeci co dwanaście sekund."


@pytest.mark.parametrize(
    "template",
    [
        '<html><meta charset="iso-8859-2"><p>{}',
        '<?xml version="1.0" encoding="iso-8859-2"?><x>{}</x>',
        "# coding: latin2\n# {}",
    ],
)
def test_what_a_text_says_of_itself_counts(read: Any, template: str) -> None:
    assert POLISH in read("text", template.format(POLISH).encode("iso-8859-2")).text


@pytest.mark.parametrize("false", ["utf-8", "utf-16", "rot13", "no-such-encoding"])
def test_a_false_declaration_does_not(read: Any, false: str) -> None:
    page = f'<html><meta charset="{false}"><p>{RUSSIAN}'
    assert RUSSIAN in read("page.html", page.encode("koi8-r")).text


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_marks(mark: str) -> None:
    source = JAPANESE.encode(mark)
    assert "".join(text.decoded(source, text.encoding_of(source))) == JAPANESE


def test_a_few_broken_bytes_do_not_turn_utf_8_into_something_else() -> None:
    source = (RUSSIAN * 3).encode() + b"\xff" + FRENCH.encode()
    assert text.encoding_of(source) == "utf-8"


def test_a_text_whose_first_page_is_ascii_is_looked_at_further_in() -> None:
    source = (ENGLISH + "\n").encode() * 4000 + (RUSSIAN * 2000).encode("koi8-r")
    assert "".join(text.decoded(source, text.encoding_of(source))).endswith(RUSSIAN)


class Counted(bytes):
    """Counts what is looked at."""

    seen = 0

    def __getitem__(self, key: Any) -> Any:
        piece = super().__getitem__(key)
        self.seen += len(piece)
        return piece


def test_of_a_long_text_some_blocks_tell_the_encoding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "BLOCK_BYTES", 1_000)
    monkeypatch.setattr(text, "LOOKED_AT_BLOCKS", 8)
    source = Counted(RUSSIAN.encode() * 1_000)
    assert text.encoding_of(source) == "utf-8"
    assert source.seen < 3 * 8 * 1_000 + text.SAMPLE_BYTES
    assert text.encoding_of(b"a" * 900_000 + RUSSIAN.encode("koi8-r") * 3_000) == "KOI8-R"


def test_a_character_cut_by_where_a_block_begins_is_no_damage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "BLOCK_BYTES", 1_000)
    monkeypatch.setattr(text, "LOOKED_AT_BLOCKS", 8)
    block = b"\xa9" + b"a" * 9_998 + b"\xc3"
    assert text.encoding_of(block * 8) == "utf-8"


@given(st.text(min_size=1))
def test_decoding_block_by_block_is_decoding_the_whole(words: str) -> None:
    source = words.encode("utf-8", "replace")
    blocks = "".join(text.decoded(source, "utf-8"))
    assert blocks == text.clean(source.decode())
