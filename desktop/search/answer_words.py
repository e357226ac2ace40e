"""What is said of an answer: how much it holds, how it came about, and why it is empty."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop import wording
from engine.records import Answer

_QUOTED = 120
"""Characters of a query that are repeated when nothing was found."""


def status(answer: Answer) -> tuple[str, ...]:
    """How many hits there are and how long it took, from the longest wording to the shortest."""
    count = len(answer.hits)
    if not count:
        return ("",)
    documents = len({hit.document_id for hit in answer.hits})
    # As many as were asked for are hardly all that there are.
    are_all = count < answer.request.k
    if _are_listed(answer):
        found = passages = (
            _tr("%Ln document(s)", documents) if are_all else _tr("The newest %Ln document(s)", documents)
        )
    else:
        passages = _tr("%Ln passage(s)", count) if are_all else _tr("The best %Ln passage(s)", count)
        found = _tr("{} in %Ln document(s)", documents).format(passages)
    took = _tr("{} ms").format(round(answer.seconds * 1000))
    return f"{found} · {took}", found, passages, wording.number(count)


def caveat(answer: Answer) -> str:
    """What a person should know before they trust the hits; "" when they are what was asked for."""
    if answer.is_only_near:
        return _tr("No passage contains these words; these are the nearest by meaning.")
    return ""


def _are_listed(answer: Answer) -> bool:
    """Whether only filters were given: then each document is listed by its beginning, and nothing has a rank."""
    return all(hit.words_rank is None and hit.meaning_rank is None for hit in answer.hits)


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
