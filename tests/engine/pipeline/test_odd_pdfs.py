"""Every odd PDF of the corpus is read, or ends in an error that says why."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from engine.errors import DocumentError

CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpora" / "odd-pdfs"
ODD_PDFS = sorted(CORPUS.glob("*.pdf"))


@pytest.mark.corpora
@pytest.mark.skipif(not ODD_PDFS, reason="the corpus is not there")
@pytest.mark.parametrize("path", ODD_PDFS, ids=lambda path: path.name)
def test_odd_pdf(read: Any, path: Path) -> None:
    try:
        document = read(path.name, path.read_bytes())
    except DocumentError as error:
        assert error.message
    else:
        assert document.opened.pages == document.done.pages == len(document.pages)
        assert document.chunks
