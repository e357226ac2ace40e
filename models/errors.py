"""The one error of this package that a person may see."""

from __future__ import annotations


class ModelUnavailableError(Exception):
    """The model is missing, outdated, damaged or could not be obtained; ``hint`` says what to do next."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()
