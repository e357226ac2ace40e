"""Takes out of a text what is no text: control characters, lone surrogates, line-end hyphens, ligature glyphs."""

from __future__ import annotations

import re

# U+FFFE is what pdfium puts in place of a hyphen that only breaks a word at the end of a line, older builds U+0002.
_NO_TEXT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\ud800-\udfff\ufeff\ufff9-\ufffc\ufffe\uffff]"
)
_LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_LIGATURE = re.compile("[ﬀ-ﬆ]")


def clean(text: str) -> str:
    """Give the text with line ends as ``\\n`` and without characters that neither a person nor a search can use."""
    text = _NO_TEXT.sub("", _LINE_END.sub("\n", text))
    # Words are searched as people type them, not as a font draws them.
    return _LIGATURE.sub(lambda match: _LIGATURES[match.group()], text)
