"""Errors that say what happened, whose fault it is and what to do next.

Outcomes are types: no caller ever looks for a word in a message.
"""

from __future__ import annotations

from typing import ClassVar

from engine.records import DocumentState, Fault, Reason


class MeanwhileError(Exception):
    """An error that is shown to a person: one sentence on what happened, one on what to do."""

    fault: ClassVar[Fault] = Fault.OURS
    """Who has to act: the file, the machine, or Meanwhile itself (then it is a bug)."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()

    @property
    def reason(self) -> Reason:
        """The same as a record, which can be kept and sent on."""
        return Reason(self.message, self.hint, self.fault)


class LibraryError(MeanwhileError):
    """The library folder cannot be used: read-only, full, missing, or not a library."""

    fault = Fault.MACHINE


class NoLibraryError(LibraryError):
    """There is no library where one was to be."""


class NewerLibraryError(LibraryError):
    """The library was written by a newer version of Meanwhile."""


class LibraryBusyError(LibraryError):
    """Another process runs the queue of this library."""


class ModelError(MeanwhileError):
    """The embedding model is missing or is not the one that was verified."""

    fault = Fault.MACHINE


class UsageError(MeanwhileError):
    """The request itself makes no sense, for example an unknown task."""

    fault = Fault.MACHINE


class QueryError(UsageError):
    """A search query says something that has no meaning, for example ``after:yesterday``."""


class DocumentError(MeanwhileError):
    """A document cannot be indexed, for a reason that lies in the file itself: never retried by itself."""

    fault = Fault.FILE
    state: ClassVar[DocumentState] = DocumentState.FAILED
    """The state in which the document ends."""


class MissingFileError(DocumentError):
    """The file is not there (any more)."""


class UnreadableFileError(DocumentError):
    """The system refuses to let us read the file."""


class DamagedError(DocumentError):
    """The content is truncated or broken, or is not what it claims to be."""


class EncryptedError(DocumentError):
    """The document asks for a password."""


class TooLargeError(DocumentError):
    """The document, or what it unpacks to, is beyond a limit of the settings."""


class EmptyDocumentError(DocumentError):
    """The file has no bytes, or the document no pages."""

    state = DocumentState.UNSUPPORTED


class NoTextError(DocumentError):
    """The document was read, but there is no text in it (a scan, or pictures only)."""

    state = DocumentState.UNSUPPORTED


class UnsupportedError(DocumentError):
    """No reader for this kind of content."""

    state = DocumentState.UNSUPPORTED
