"""Where things are on this system. The only place that knows."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

import platformdirs

APP_NAME = "meanwhile"
_SURROGATES = re.compile("[\ud800-\udfff]")


def default_library() -> Path:
    """The library that is used when none is named: a folder in the user's data folder."""
    return platformdirs.user_data_path(APP_NAME, appauthor=False) / "library"


def user_models() -> Path:
    """Where models that are added later live."""
    return platformdirs.user_data_path(APP_NAME, appauthor=False) / "models"


def settings_file() -> Path:
    """Where the settings are kept."""
    return platformdirs.user_config_path(APP_NAME, appauthor=False) / "settings.toml"


def state_folder() -> Path:
    """Where the window keeps what it remembers for no library in particular."""
    return platformdirs.user_state_path(APP_NAME, appauthor=False)


def runtime_folder() -> Path:
    """Where the processes of one person find each other; whoever uses it checks that it is theirs."""
    given = os.environ.get("XDG_RUNTIME_DIR")
    if given:
        return Path(given) / APP_NAME
    user = os.getuid() if hasattr(os, "getuid") else 0
    return Path(tempfile.gettempdir()) / f"{APP_NAME}-{user}"


def resources() -> Path:
    """The folder of icons, styles and sample documents; it lies beside the code, in a checkout and when packaged."""
    return Path(__file__).resolve().parent.parent / "resources"


def text_of(path: str | bytes | os.PathLike[str]) -> str:
    """The path as text for the database: bytes that are no valid text are surrogate-escaped.

    What no file name can hold on this system becomes U+FFFD; there is no such file, then.
    """
    text = os.fsdecode(path)
    try:
        os.fsencode(text)
    except UnicodeEncodeError:
        return printable(text)
    return text


def printable(path: str) -> str:
    """The path for people and JSON: what is no valid text becomes U+FFFD."""
    return path if path.isascii() else _SURROGATES.sub("\ufffd", path)
