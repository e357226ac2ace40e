"""Files dropped, pasted or chosen → paths. The only place that knows how a clipboard or a drag names files."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from PySide6.QtCore import QMimeData, QUrl

_URI_LIST = "text/uri-list"
_LOCAL_FILE = re.compile(rb"^file:", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Intake:
    """What came in: absolute local paths in their order, and how many things were no local files."""

    paths: list[str]
    refused: int


def may_hold_files(mime: QMimeData) -> bool:
    """Whether a drag may name a local file; links from a browser do not. Asked once, when it enters the window.

    Where it comes from may be too busy to tell at that moment: then it is seen when it is let go.
    """
    if not mime.hasUrls():
        return False
    # Looked through as they come over: taking 10,000 URLs apart here would hold up the mouse.
    named = mime.data(_URI_LIST).data()
    return not named or _LOCAL_FILE.search(named) is not None


def files_in(mime: QMimeData) -> Intake:
    """The local files and folders among the URLs of a drag or of the clipboard.

    Nothing is looked up on disk: 10,000 URLs take about 10 ms.
    """
    paths: list[str] = []
    urls = mime.urls()
    for url in urls:
        path = _path_of(url)
        if path:
            paths.append(path)
    return Intake(paths, len(urls) - len(paths))


def files_in_text(text: str) -> Intake:
    """Paths written one per line, as a terminal or a file manager copies them; only what exists counts."""
    lines = [line.strip().strip("'\"") for line in text.splitlines()]
    lines = [line for line in lines if line]
    found = []
    for line in lines:
        path = _path_of(QUrl(line)) if line.startswith("file:") else os.path.expanduser(line)  # noqa: PTH111
        if os.path.isabs(path) and os.path.lexists(path):  # noqa: PTH117 - text stays text
            found.append(path)
    return Intake(found, len(lines) - len(found))


def files_in_clipboard(mime: QMimeData) -> Intake:
    """What paste means: copied files, otherwise paths in copied text."""
    if mime.hasUrls():
        return files_in(mime)
    return files_in_text(mime.text())


def _path_of(url: QUrl) -> str:
    """The local path of a URL; "" for one that is not a file."""
    path = url.toLocalFile()
    if "\N{REPLACEMENT CHARACTER}" in path and os.name == "posix":
        # The name is not UTF-8 and Qt gave its bytes up; the URL still has them, percent-encoded.
        return os.fsdecode(unquote_to_bytes(url.path(QUrl.ComponentFormattingOption.FullyEncoded)))
    return path
