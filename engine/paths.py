"""Where things are on this system. The only place that knows."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

APP_NAME = "meanwhile"


def default_library() -> Path:
    """The library that is used when none is named: a folder in the user's data folder."""
    return platformdirs.user_data_path(APP_NAME, appauthor=False) / "library"


def user_models() -> Path:
    """Where models that are added later live."""
    return platformdirs.user_data_path(APP_NAME, appauthor=False) / "models"


def resources() -> Path:
    """The folder of icons, styles and sample documents; it lies beside the code, in a checkout and when packaged."""
    return Path(__file__).resolve().parent.parent / "resources"


def text_of(path: str | bytes | os.PathLike[str]) -> str:
    """The path as text for database and screen; bytes that are no valid text are surrogate-escaped."""
    return os.fsdecode(path)


def printable(path: str) -> str:
    """The path for people and JSON: bytes that are no valid text become U+FFFD."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
