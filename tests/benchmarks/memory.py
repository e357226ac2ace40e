"""The memory of the whole process tree: of a run, of one with ten times the documents, and of one very big PDF."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.benchmarks import corpus, measure

TIMES = 10
_MEGABYTE = 1_000_000


def index(library: Path, documents: Sequence[Path], expected: int) -> float:
    """Greatest memory in MB of ``meanwhile index`` with two workers."""
    run = measure.run(
        [measure.MEANWHILE, "index", "--workers", "2", "--library", library, "--json", *documents], watched=True
    )
    if run.facts["ready"] != expected:
        raise SystemExit("Not all documents became ready.")
    return run.peak_memory_mb


def big_pdf(path: Path, megabytes: int) -> Path:
    """A valid PDF of one page of text and one stream of so many megabytes, as a scan or a picture would be."""
    text = b"BT /F1 12 Tf 72 720 Td (The lamp of the lighthouse turns once every twelve seconds.) Tj ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> /XObject << /Im1 6 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(text), text),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    places = []
    with path.open("wb") as file:
        file.write(b"%PDF-1.4\n")
        for number, content in enumerate(objects, 1):
            places.append(file.tell())
            file.write(b"%d 0 obj\n%b\nendobj\n" % (number, content))
        places.append(file.tell())
        side = 1000
        file.write(
            b"6 0 obj\n<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray"
            b" /BitsPerComponent 8 /Length %d >>\nstream\n" % (side, side * megabytes, megabytes * _MEGABYTE)
        )
        for _ in range(megabytes):
            file.write(b"\x7f" * _MEGABYTE)
        file.write(b"\nendstream\nendobj\n")
        table = file.tell()
        file.write(b"xref\n0 7\n0000000000 65535 f \n")
        file.writelines(b"%010d 00000 n \n" % place for place in places)
        file.write(b"trailer\n<< /Size 7 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % table)
    return path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=60, help=f"of the small run; the other has {TIMES} times as many")
    parser.add_argument("--megabytes", type=int, default=500, help="of the big PDF")
    arguments = parser.parse_args()
    result: dict[str, Any] = {"benchmark": "memory", "machine": measure.machine(), "pages": arguments.pages}
    with tempfile.TemporaryDirectory(prefix="meanwhile-bench-") as temporary:
        folder = Path(temporary)
        for name, pages in (("some", arguments.pages), ("ten_times", TIMES * arguments.pages)):
            (folder / name).mkdir()
            documents = corpus.cut_manuals(folder / name, pages)
            result[f"{name}_mb"] = round(index(folder / f"library of {name}", documents, len(documents)))
        result["ratio"] = round(result["ten_times_mb"] / result["some_mb"], 3)
        note = folder / "note.txt"
        note.write_text("The lamp of the lighthouse turns once every twelve seconds.\n", encoding="utf-8")
        result["one_note_mb"] = round(index(folder / "library of a note", [note], 1))
        big = big_pdf(folder / "big.pdf", arguments.megabytes)
        result["big_pdf_mb"] = round(index(folder / "library of a big PDF", [big], 1))
    measure.report(result)


if __name__ == "__main__":
    main()
