"""Documents to measure with: real manuals of this machine, cut into pieces, and small files by the thousand."""

from __future__ import annotations

import itertools
from contextlib import closing
from pathlib import Path

import pypdfium2 as pdfium

MANUALS = {
    Path("/usr/share/doc/octave/octave.pdf"): "octave-doc",
    Path("/usr/share/doc/gnuplot/gnuplot.pdf"): "gnuplot-doc",
    Path("/usr/share/debian-reference/debian-reference.en.pdf"): "debian-reference-en",
}
"""Manuals of a thousand, three hundred and three hundred pages, and the Debian package that brings each."""

CONTENTS = 20
"""Pages at the front of each manual that are left out: tables of contents, where every leading dot is a token."""

PIECES = (25, 120, 60, 90, 40)
"""Pages of the documents that are cut, over and over: short reports and long ones, as people have them."""


def manuals() -> list[Path]:
    """The manuals on this machine; raises SystemExit, naming the command that installs them, without any."""
    found = [path for path in MANUALS if path.exists()]
    if not found:
        raise SystemExit(f"No manuals to measure with: apt-get install -y {' '.join(MANUALS.values())}")
    return found


def cut_manuals(folder: Path, pages: int) -> list[Path]:
    """Writes PDFs with ``pages`` pages in all into ``folder``: pieces taken from each manual in turn.

    Raises SystemExit when the manuals on this machine have fewer pages.
    """
    sources = {path.stem: pdfium.PdfDocument(path) for path in manuals()}
    taken = dict.fromkeys(sources, CONTENTS)
    cut: list[Path] = []
    sizes = itertools.cycle(PIECES)
    missing = pages
    while missing:
        # The manual of which the smallest share is taken comes next, so that all of them take part.
        name = min(sources, key=lambda name: taken[name] / len(sources[name]))
        size = min(next(sizes), missing, len(sources[name]) - taken[name])
        if size == 0:
            raise SystemExit(f"{missing} pages short: apt-get install -y {' '.join(MANUALS.values())}")
        piece = pdfium.PdfDocument.new()
        piece.import_pages(sources[name], list(range(taken[name], taken[name] + size)))
        path = folder / f"{len(cut) + 1:02} {name} {taken[name] + 1}-{taken[name] + size}.pdf"
        piece.save(path)
        piece.close()
        cut.append(path)
        taken[name] += size
        missing -= size
    for source in sources.values():
        source.close()
    return cut


def cut_book(path: Path, pages: int) -> Path:
    """Writes one PDF with ``pages`` pages: those of the longest manual, and then over again."""
    with closing(pdfium.PdfDocument(max(manuals(), key=lambda path: path.stat().st_size))) as source:
        order = itertools.islice(itertools.cycle(range(CONTENTS, len(source))), pages)
        book = pdfium.PdfDocument.new()
        book.import_pages(source, list(order))
        book.save(path)
        book.close()
    return path


def small_files(folder: Path, count: int) -> list[Path]:
    """Writes ``count`` text files of one line each, a hundred to a folder."""
    paths = []
    for number in range(count):
        path = folder / f"{number // 100:03}" / f"note {number:05}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Note {number}: nothing of importance happened today.\n", encoding="utf-8")
        paths.append(path)
    return paths
