"""Broken copies of every format through a real pool: whatever they are, each ends, with a reason."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.end_to_end import fuzz

COUNT = 111
"""Three of each sample; python -m tests.end_to_end.fuzz runs more."""


@pytest.mark.usefixtures("log_warnings")
def test_every_broken_document_ends_in_a_final_state(
    tmp_path: Path, library_folder: Path, say: Callable[[str], None]
) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    fuzz.write_corpus(corpus, COUNT, seed=20_261_123)
    rows = fuzz.run(library_folder, [corpus])
    say(fuzz.told(rows))
    assert sum(row.locations for row in rows) == COUNT
    assert fuzz.problems(library_folder, rows) == []


@pytest.mark.corpora
@pytest.mark.skipif(not fuzz.ODD_PDFS.is_dir(), reason="the corpus of odd PDFs is not here")
def test_every_odd_pdf_ends_in_a_final_state(library_folder: Path, say: Callable[[str], None]) -> None:
    rows = fuzz.run(library_folder, [fuzz.ODD_PDFS])
    say(fuzz.told(rows))
    assert len(rows) > 50
    assert fuzz.problems(library_folder, rows) == []
