"""What a search is narrowed down to, besides the query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from desktop import wording
from engine.records import Hit, Like


@dataclass(frozen=True, slots=True)
class Scope:
    """Some documents that alone may answer, or what the answers should be like."""

    label: str
    """What it is, for the chip in the search field."""
    within: tuple[int, ...] | None = None
    like: Like | None = None


def within_document(document_id: int, path: str, title: str) -> Scope:
    """Search in one document only."""
    return Scope(_tr("In {}").format(wording.name_of(path, title)), within=(document_id,))


def within_documents(ids: Sequence[int]) -> Scope:
    """Search in some documents only."""
    return Scope(_tr("In %Ln document(s)", len(ids)), within=tuple(ids))


def like_hit(hit: Hit) -> Scope:
    """What is like this passage."""
    label = _tr("Like {}").format(wording.name_of(hit.path, hit.title))
    if hit.page is not None:
        label = _tr("{}, page {}").format(label, hit.page_label)
    return Scope(label, like=Like(hit.document_id, hit.chunk_id))


def like_document(document_id: int, path: str, title: str) -> Scope:
    """What is like this document."""
    return Scope(_tr("Like {}").format(wording.name_of(path, title)), like=Like(document_id))


def _tr(text: str, count: int = -1) -> str:
    return QCoreApplication.translate("search", text, None, count)
