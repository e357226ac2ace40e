"""The same PDFs through what else a person can install with pip, each the way its documentation shows first.

Each needs an environment of its own, because they do not agree on versions:

    python -m venv build/others && build/others/bin/pip install sentence-transformers pypdfium2
    .venv/bin/python -m tests.benchmarks.others sentence-transformers --python build/others/bin/python

``fastembed`` needs fastembed and pypdfium2, ``chromadb`` chromadb and pypdf. They fetch their own models at the first
run, which is not counted: a page is indexed before the clock starts. Meanwhile runs in turn with each.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.benchmarks import corpus, measure

WITH_PDFIUM = """
def pages(path):
    import pypdfium2
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(path)]
"""
WITH_PYPDF = """
def pages(path):
    import pypdf
    return [page.extract_text() for page in pypdf.PdfReader(path).pages]
"""
# Windows of 180 words are about 256 tokens of such text.
FRAME = """
import json, sys, time

def windows(path):
    found = []
    for text in pages(path):
        words = text.split()
        found += [" ".join(words[start : start + 180]) for start in range(0, len(words), 180)]
    return found

if __name__ == "__main__":
    index = prepare()
    index(["The lamp of the lighthouse turns once every twelve seconds."])
    began = time.perf_counter()
    texts = [text for path in sys.argv[1:] for text in windows(path)]
    index(texts)
    print(json.dumps({"seconds": time.perf_counter() - began, "windows": len(texts)}))
"""
PROGRAMS = {
    "sentence-transformers": WITH_PDFIUM
    + """
def prepare():
    from sentence_transformers import SentenceTransformer
    model = SentenceTransformer("sentence-transformers/all-MiniLM-L6-v2", device="cpu")
    return lambda texts: model.encode(texts, batch_size=32)
"""
    + FRAME,
    "fastembed": WITH_PDFIUM
    + """
def prepare():
    from fastembed import TextEmbedding
    model = TextEmbedding("sentence-transformers/all-MiniLM-L6-v2")
    return lambda texts: list(model.embed(texts, parallel=2 if len(texts) > 1 else None))
"""
    + FRAME,
    "chromadb": WITH_PYPDF
    + """
def prepare():
    import chromadb
    collection = chromadb.EphemeralClient().create_collection("pages")
    def index(texts):
        for start in range(0, len(texts), 100):
            part = texts[start : start + 100]
            collection.add(ids=[f"{time.time_ns()} {number}" for number in range(len(part))], documents=part)
    return index
"""
    + FRAME,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", choices=PROGRAMS)
    parser.add_argument("--python", type=Path, default=Path(sys.executable), help="of the environment that has it")
    parser.add_argument("--pages", type=int, default=120)
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    runs: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory(prefix="meanwhile-bench-") as temporary:
        folder = Path(temporary)
        documents = corpus.cut_manuals(folder, arguments.pages)
        script = folder / "other.py"
        script.write_text(PROGRAMS[arguments.program], encoding="utf-8")
        for number in range(arguments.runs):
            said = subprocess.run([arguments.python, script, *documents], stdout=subprocess.PIPE, text=True, check=True)
            other = json.loads(said.stdout.splitlines()[-1])["seconds"]
            ours = measure.run(
                [measure.MEANWHILE, "index", "--json", "--library", folder / f"library-{number}", *documents]
            ).facts["seconds"]
            runs.append({"other_seconds": round(other, 2), "meanwhile_seconds": round(ours, 2)})
            measure.say(f"run {number + 1}: {runs[-1]}")
    measure.report(
        {
            "benchmark": "others",
            "machine": measure.machine(),
            "program": arguments.program,
            "pages": arguments.pages,
            "ratio": measure.median(run["other_seconds"] / run["meanwhile_seconds"] for run in runs),
            "runs": runs,
        }
    )


if __name__ == "__main__":
    main()
