"""What is said of an answer: how much it holds, how it came about, and why it is empty."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop import wording
from engine.records import Answer

_QUOTED = 120
"""Characters of a query that are repeated when nothing was found."""


def status(answer: Answer) -> tuple[str, ...]:
    """How many hits there are and how long it took, from the longest wording to the shortest."""
    if not answer.hits:
        return ("",)
    documents = len({hit.document_id for hit in answer.hits})
    passages = _tr("%Ln passage(s)", len(answer.hits))
    found = _tr("{} in %Ln document(s)", documents).format(passages)
    took = _tr("{} ms").format(round(answer.seconds * 1000))
    return f"{found} · {took}", found, passages, wording.number(len(answer.hits))


def caveat(answer: Answer) -> str:
    """What a person should know before they trust the hits; "" when they are what was asked for."""
    asked = answer.request
    by_both = asked.like is None and asked.only is None
    # Hits with neither rank are listed, because only filters were given.
    only_near = all(hit.words_rank is None and hit.meaning_rank is not None for hit in answer.hits)
    if answer.hits and by_both and only_near:
        return _tr("No passage contains these words; these are the nearest by meaning.")
    return ""


def nothing_found(answer: Answer) -> str:
    """Why there are no hits, and what can be done."""
    shown = wording.displayable(answer.query)
    if len(shown) > _QUOTED:
        shown = shown[:_QUOTED] + "…"
    nothing = _tr("Nothing found for “{}”.").format(shown) if shown else _tr("Nothing is like it.")
    if answer.coverage.chunks == 0:
        return nothing + "\n" + _tr("No document has been read yet; results appear here by themselves.")
    if answer.coverage.share < 1.0:
        return nothing + "\n" + _tr("Reading goes on; new results appear here by themselves.")
    return nothing + "\n" + _tr("Try other words, or describe what you mean.")


def _tr(text: str, count: int = -1) -> str:
    return QCoreApplication.translate("search", text, None, count)
