"""Importing this loads what libraries load when they first need it: in the sandbox that would be too late.

Done once in the server that workers are forked from, where there is one.
"""

from __future__ import annotations

import codecs
import contextlib
import encodings.charmap as encodings_charmap
from encodings.aliases import aliases

import chardet
import pypdf._codecs._codecs as pypdf_codecs
import pypdf.filters as pypdf_filters

__all__ = ["encodings_charmap", "pypdf_codecs", "pypdf_filters"]

# Python imports an encoding when it is first used.
for _encoding in sorted(set(aliases.values())):
    with contextlib.suppress(LookupError):  # some exist on one system only
        codecs.lookup(_encoding)

# chardet reads its statistics when it first meets text beyond ASCII, for one language after another; then more for a
# text in no language at all, and more again for one that is too short to tell.
for _bytes in (
    "Маяк светит ночью. ".encode("koi8-r") * 8,
    "灯台の光は十二秒ごとに回る。".encode("shift_jis") * 8,
    "Ölfässer, café. ".encode("cp1252") * 8,
    bytes(range(0x80, 0x100)) * 8,
    "café".encode("cp1252"),
):
    chardet.detect(_bytes, encoding_era=chardet.EncodingEra.MODERN_WEB)
