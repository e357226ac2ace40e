"""Broken copies of every format through a real pool: whatever they are, each ends, with a reason."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.end_to_end import fuzz

ROOT = Path(__file__).resolve().parents[2]
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


READ_ALL = """
import sys
from pathlib import Path

import engine.pool.worker
from engine.errors import DocumentError
from engine.pipeline import steps
from models import catalogue, provisioning
from models.tokenizer import Tokenizer

tokenizer = Tokenizer.load(provisioning.find(catalogue.DEFAULT))
documents = {path.name: path.read_bytes() for path in Path(sys.argv[1]).iterdir()}
sys.addaudithook(lambda event, what: print(what[0]) if event == "open" and isinstance(what[0], str) else None)
for name, content in documents.items():
    try:
        list(steps.read(content, name, tokenizer))
    except DocumentError:
        pass
"""


def test_whatever_is_read_no_file_has_to_be_opened_for_it_any_more(tmp_path: Path) -> None:
    fuzz.write_corpus(tmp_path, 5 * COUNT, seed=7)
    done = subprocess.run(
        [sys.executable, "-c", READ_ALL, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("", "")
    assert done.returncode == 0
