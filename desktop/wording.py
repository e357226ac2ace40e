"""How facts are put into words: counts, times, states, names. One wording for the whole window."""

from __future__ import annotations

import os
import re
import unicodedata
from dataclasses import replace
from functools import cache
from html import escape
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtGui import QKeySequence

from engine.paths import printable, resources
from engine.phrases import Phrase, Wordbook
from engine.records import Coverage, DocumentRow, DocumentState, Overview, Reason

_HOME = str(Path.home())
_HARMLESS = "\u200c\u200d\u200e\u200f\u061c"
"""Invisible: joiners, part of many a Persian or Indic word and of emoji; and the direction marks of Arabic and Hebrew
names, which stand for a letter that is not seen and turn no other letter round."""
_FIGURE = re.compile(r"\d{1,3}(?:,?\d{3})*(?:\.\d+)?(?: ?(?:[^\W\d]{1,3}|%))?")
"""A number with or without its unit; no version, and no file name."""


def _tr(text: str, count: int = -1) -> str:
    return QCoreApplication.translate("wording", text, None, count)


def displayable(text: str) -> str:
    """A name as it is safe to show: broken bytes, line breaks and direction overrides become U+FFFD.

    Overrides such as U+202E let ``annexe[U+202E]fdp.exe`` look like a PDF; plain right-to-left text is left as it is.
    """
    shown = printable(text)
    if shown.isprintable():
        return shown
    return "".join("\N{REPLACEMENT CHARACTER}" if _misleads(c) else c for c in shown)


def _misleads(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf") and character not in _HARMLESS


def key_name(keys: QKeySequence) -> str:
    """What a shortcut is called. Qt tells two keys apart, Return and Enter; people have one word for both."""
    name = keys.toString(QKeySequence.SequenceFormat.NativeText)
    other = QKeySequence(Qt.Key.Key_Return).toString(QKeySequence.SequenceFormat.NativeText)
    return name.removesuffix(other) + _tr("Enter") if name.endswith(other) else name


def name_of(path: str, title: str) -> str:
    """What a document is called: its title, otherwise its file name."""
    return displayable(title.strip() or os.path.basename(path) or path)  # noqa: PTH119 - text, ten times a row


def place_of(path: str, title: str) -> str:
    """Where a document lies: its folder, with the file name when the title took its place."""
    folder = below_home(os.path.dirname(path))  # noqa: PTH120 - as above
    if title.strip():
        folder = os.path.join(folder, os.path.basename(path))  # noqa: PTH118, PTH119
    # Isolated (U+2066 … U+2069), so that a path reads from left to right in a right-to-left window too.
    return f"\u2066{displayable(folder)}\u2069"


def below_home(path: str) -> str:
    """A path as people know it: what lies below the home folder begins with a tilde."""
    if path == _HOME or path.startswith(_HOME + os.sep):
        return "~" + path[len(_HOME) :]
    return path


def tool_tip(*lines: str) -> str:
    """A tool tip of several lines, as rich text: Qt would take a file name with angle brackets for that anyway."""
    return "<br>".join(escape(line) for line in lines if line)


def number(value: int) -> str:
    """A whole number with the separators of the window's language."""
    grouped = f"{value:,}"
    separator = QLocale().groupSeparator()
    return grouped if separator == "," else grouped.replace(",", separator)


def figure(written: str) -> str:
    """A number as English writes it, such as "1,234.5", with the separators of the window's language."""
    locale = QLocale()
    return written.translate({ord(","): locale.groupSeparator(), ord("."): locale.decimalPoint()})


def said(text: str) -> str:
    """What the engine has put into words, in the window's language as far as it is a phrase."""
    if not isinstance(text, Phrase):
        return text
    if text.parts:
        return " ".join(map(said, text.parts))
    words = QCoreApplication.translate("engine", text.pattern, None, -1 if text.number is None else text.number)
    return words.format(*map(_value, text.values))


def _value(value: str) -> str:
    if isinstance(value, Phrase):
        return said(value)
    return figure(value) if _FIGURE.fullmatch(value) else value


def known_again(text: str) -> str:
    """Plain English of the engine in the window's language; as it is when nobody knows it."""
    if not text or QLocale().language() is QLocale.Language.English:
        return text
    found = _wordbook().find(text)
    return text if found is None else said(found)


@cache
def _wordbook() -> Wordbook:
    """What the engine can say, as ``make translations`` has found it in the code."""
    return Wordbook((resources() / "translations" / "phrases.txt").read_text("utf-8").splitlines())


def told(reason: Reason) -> Reason:
    """A reason in the window's language."""
    return replace(reason, message=known_again(reason.message), hint=known_again(reason.hint))


def why(reason: Reason, between: str = " ") -> str:
    """What is wrong, and what can be done about it."""
    said = told(reason)
    return f"{said.message}{between}{said.hint}".strip()


def percent(share: float) -> str:
    """A share as a whole percentage; never "100 %" before all is there."""
    return f"{min(int(share * 100), 100)} %"


def duration(seconds: float) -> str:
    """A remaining time, as coarse as an estimate deserves."""
    if seconds < 10:
        return _tr("a few seconds")
    if seconds < 90:
        return _tr("about {} s").format(round(seconds / 10) * 10)
    minutes = round(seconds / 60)
    if minutes < 90:
        return _tr("about {} min").format(minutes)
    return _tr("about {} h").format(round(minutes / 60))


def state_word(state: DocumentState) -> str:
    """The one word for a state, as everywhere else in Meanwhile."""
    return {
        DocumentState.QUEUED: _tr("Queued"),
        DocumentState.READING: _tr("Reading"),
        DocumentState.EMBEDDING: _tr("Embedding"),
        DocumentState.READY: _tr("Ready"),
        DocumentState.FAILED: _tr("Failed"),
        DocumentState.SET_ASIDE: _tr("Set aside"),
        DocumentState.CANCELLED: _tr("Cancelled"),
        DocumentState.UNSUPPORTED: _tr("Unsupported"),
    }[state]


def pages_of(row: DocumentRow) -> str:
    """How long a document is, or how far it is read; "" while nothing is known."""
    if row.state is DocumentState.READING and row.pages:
        words = _tr("{} of %Ln page(s)", row.pages) if row.paged else _tr("{} of %Ln part(s)", row.pages)
        return words.format(number(row.pages_read))
    if not row.pages_read or (not row.paged and (row.pages or 0) <= 1):
        return ""
    count = row.pages or row.pages_read
    return _tr("%Ln page(s)", count) if row.paged else _tr("%Ln part(s)", count)


def detail_of(row: DocumentRow) -> str:
    """The figure that matters in the present state."""
    if row.state is DocumentState.EMBEDDING and row.chunks:
        return percent(row.embedded / row.chunks)
    return pages_of(row)


def read_share(row: DocumentRow) -> float:
    """How much of a document can be found by its words, 0.0 … 1.0."""
    if row.state in (DocumentState.EMBEDDING, DocumentState.READY):
        return 1.0
    return min(row.pages_read / row.pages, 1.0) if row.pages else 0.0


def embedded_share(row: DocumentRow) -> float:
    """How much of a document can be found by meaning, 0.0 … 1.0."""
    if row.state is DocumentState.READY:
        return 1.0
    return read_share(row) * row.embedded / row.chunks if row.chunks else 0.0


def coverage_line(overview: Overview, answered: Coverage | None = None) -> str:
    """How complete an answer can be, or one is that covers ``answered``; "" when nothing is missing.

    The library counts the vectors of the active model; after a change of models, those of the old one answer at first.
    """
    covered = answered or Coverage(overview.chunks, overview.embedded)
    unread = sum(overview.by_state.get(state, 0) for state in (DocumentState.QUEUED, DocumentState.READING))
    if not unread and covered.share >= 1.0 and not overview.listing:
        return ""
    by_words = 1 - unread / overview.documents if overview.documents else 0.0
    by_meaning = by_words * covered.share
    return _tr("{} by meaning, {} by words").format(percent(by_meaning), percent(by_words))


def attention(count: int) -> str:
    """How many documents failed or were set aside."""
    return _tr("%Ln need(s) attention", count)


def overview_line(overview: Overview) -> str:
    """The whole library in one line for the footer."""
    done = overview.documents - overview.unsettled
    failed = overview.troubled
    if overview.unsettled or overview.listing:
        parts = [_tr("{} of %Ln document(s)", overview.documents).format(number(done))]
        if overview.listing and not overview.paused:
            parts.append(_tr("still looking through folders"))
        if overview.pages_per_second and not overview.paused:
            rate = overview.pages_per_second
            parts.append(_tr("{} pages/s").format(figure(f"{rate:.0f}" if rate >= 10 else f"{rate:.1f}")))
        if overview.eta_seconds is not None and not overview.paused:
            parts.append(_tr("{} left").format(duration(overview.eta_seconds)))
    else:
        ready = overview.by_state.get(DocumentState.READY, 0)
        parts = [_tr("%Ln document(s) ready", ready), _tr("%Ln page(s)", overview.pages_read)]
    if failed:
        parts.append(_tr("%Ln failed", failed))
    if unsupported := overview.by_state.get(DocumentState.UNSUPPORTED, 0):
        parts.append(_tr("%Ln unsupported", unsupported))
    if overview.paused:
        parts.insert(0, _tr("Paused"))
    return " · ".join(parts)
