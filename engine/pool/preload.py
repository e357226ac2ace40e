"""Importing this loads what libraries load when they first need it: in the sandbox that would be too late.

Done once in the server that workers are forked from, where there is one.
"""

from __future__ import annotations

import codecs
import contextlib
from encodings.aliases import aliases

import chardet

# Python imports an encoding when it is first used.
for _encoding in sorted(set(aliases.values())):
    with contextlib.suppress(LookupError):  # some exist on one system only
        codecs.lookup(_encoding)

# chardet reads its statistics when it first meets text beyond ASCII, for one language after another.
for _text, _encoding in (
    ("Маяк светит ночью. ", "koi8-r"),
    ("灯台の光は十二秒ごとに回る。", "shift_jis"),
    ("Ölfässer, café. ", "cp1252"),
):
    chardet.detect(_text.encode(_encoding) * 8)
