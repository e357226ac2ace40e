"""Text in whatever encoding: finds it out, and decodes block by block."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

import chardet

from engine.errors import UnsupportedError
from engine.pipeline.extract.clean import clean
from engine.pipeline.extract.content import Source

BLOCK_BYTES = 1024**2
LOOKED_AT_BLOCKS = 64
"""So many blocks, spread over the whole text, tell its encoding; to look at more takes minutes on a slow disk."""
SAMPLE_BYTES = 64 * 1024
LEAD_BYTES = 1024
MIN_CONFIDENCE = 0.2
"""Below this a guess is worth less than the commonest encoding: measured on short texts in 15 encodings."""

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Not counted: tab, line ends, form feed, and escape and backspace as terminals write them.
_CONTROLS = re.compile("[\x00-\x07\x0b\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
MAX_CONTROL_SHARE = 0.01
# As HTML, XML, Python and mail programs write it: charset="…", encoding="…", coding: …
_DECLARATION = re.compile(rb"""(?:charset|coding)\s*[=:]\s*["']?([A-Za-z0-9._-]{2,30})""")
_INSIDE_CHARACTER = bytes(range(0x80, 0xC0))
# A name that can be read as ASCII is not that of UTF-16, and Python has codecs that are no encodings of text.
_DECLARABLE = ("ascii", "iso8859", "iso2022", "cp", "koi8", "mac", "euc", "shift", "big5", "gb", "hz", "johab", "tis")
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")


def encoding_of(source: Source) -> str:
    """Find the encoding of a text.

    Raises ``UnsupportedError`` when the bytes are no text in any encoding.
    """
    for mark, name in _BYTE_ORDER_MARKS:
        if source[:4].startswith(mark):
            return name
    sample = _sample(source)
    if 0 not in sample and (damage := _utf8_damage(source)) is not None and damage <= 0.2:
        encoding = "utf-8"
    else:
        encoding = _declared(source, sample) or _guessed(sample)
    decoded = sample.decode(encoding, "replace")
    if len(_CONTROLS.findall(decoded)) > MAX_CONTROL_SHARE * len(decoded):
        raise UnsupportedError("The file is neither text nor a kind of document that Meanwhile reads.")
    return encoding


def decoded(source: Source, encoding: str) -> Iterator[str]:
    """Give the clean text, about 1 MB at a time; bytes that do not fit the encoding become U+FFFD."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    for begin in range(0, len(source), BLOCK_BYTES):
        # A line end may be cut in two; the half that stands alone is then a line end of its own, which does no harm.
        yield clean(decoder.decode(source[begin : begin + BLOCK_BYTES]))
    yield clean(decoder.decode(b"", final=True))


def _declared(source: Source, sample: bytes) -> str:
    """The encoding that the text itself names, if that can be true; "" otherwise."""
    named = _DECLARATION.search(source[:1024])
    if named is None:
        return ""
    try:
        name = codecs.lookup(named[1].decode("ascii")).name
    except (LookupError, ValueError):
        return ""
    # The sample may begin and end within a character; more that does not fit means that the name is wrong.
    if not name.startswith(_DECLARABLE) or sample.decode(name, "replace").count("\ufffd") > 2:
        return ""
    # Who says Latin-1 means what browsers make of it: the quotation marks of Windows-1252 are in it as well.
    return "cp1252" if name in ("iso8859-1", "ascii") else name


def _guessed(sample: bytes) -> str:
    guess = chardet.detect(sample, encoding_era=chardet.EncodingEra.MODERN_WEB)
    sure = guess["encoding"] is not None and guess["confidence"] >= MIN_CONFIDENCE
    return str(guess["encoding"]) if sure else "cp1252"


def _sample(source: Source) -> bytes:
    # Plain ASCII tells nothing, and a long text may begin with pages of it. An even offset keeps UTF-16 in step.
    begin = 0
    for start in _looked_at(source):
        if telling := _BEYOND_ASCII.search(source[start : start + BLOCK_BYTES]):
            begin = max(0, start + telling.start() - LEAD_BYTES) // 2 * 2
            break
    return source[begin : begin + SAMPLE_BYTES]


def _looked_at(source: Source) -> range:
    """Where the blocks begin that tell the encoding: all of them, or some at equal distances."""
    blocks = -(-len(source) // BLOCK_BYTES)
    return range(0, len(source), BLOCK_BYTES * max(1, -(-blocks // LOOKED_AT_BLOCKS)))


def _utf8_damage(source: Source) -> float | None:
    """Share of broken sequences among all that are not ASCII; None when there are more broken than whole ones."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    broken = others = 0
    looked_at = _looked_at(source)
    for begin in looked_at:
        block = source[begin : begin + BLOCK_BYTES]
        if block.isascii():
            continue
        if looked_at.step > BLOCK_BYTES:
            # Nothing was seen of what stands before: neither is half a character there damage.
            decoder.reset()
            block = block[:3].lstrip(_INSIDE_CHARACTER) + block[3:]
        text = decoder.decode(block)
        broken += text.count("\ufffd")
        others += len(text) - len(text.encode("ascii", "ignore"))
        if broken * 2 > others:
            return None
    return broken / others if others else 0.0
