"""How spans are put into words: who did it, what it was, and to what."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop import wording
from engine.export.palette import LOOKS
from engine.trace import Span, Stage


def stage_label(stage: Stage) -> str:
    """What a stage is called in a picture."""
    return QCoreApplication.translate("stages", LOOKS[stage].label)


def name_of(span: Span) -> str:
    """To what it was done: nearly always the name of a document."""
    return _tr("embedding model") if span.stage is Stage.START else wording.displayable(wording.said(span.name))


def doing(span: Span) -> str:
    """What was done, and to what, to be read in a sentence."""
    return _tr("{} {}").format(QCoreApplication.translate("stages", span.stage.value), name_of(span))


def track_word(track: str) -> str:
    """Who did it: the window, the dispatcher, or one of several, with its number."""
    kind, _, number = track.partition(" ")
    word = {
        "window": _tr("Window"),
        "dispatcher": _tr("Dispatcher"),
        "listing": _tr("Listing"),
        "worker": _tr("Worker"),
        "reader": _tr("Reader"),
        "remote": _tr("Remote service"),
    }.get(kind, kind[:1].upper() + kind[1:])
    return f"{word} {number}".rstrip()


def _tr(text: str) -> str:
    return QCoreApplication.translate("lab", text)
