"""How fast a whole indexing run is, beside the yardstick, on the same PDFs in turns."""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.benchmarks import corpus, measure

FROM_MEANWHILE = ("documents", "ready", "pages", "chunks", "tokens", "seconds", "cpu_seconds", "pages_per_second")


def compare_once(documents: list[Path], library: Path, graph: str) -> dict[str, Any]:
    """One run of each; ``ratio`` is Meanwhile's pages per second as a part of the yardstick's."""
    yardstick = measure.run(
        [sys.executable, "-m", "tests.benchmarks.yardstick", "--graph", graph, *documents], watched=False
    )
    meanwhile = measure.run(
        [measure.MEANWHILE, "index", "--workers", "2", "--library", library, "--json", *documents], watched=True
    )
    facts = meanwhile.facts
    return {
        "yardstick": {**yardstick.facts, "wall_seconds": round(yardstick.wall_seconds, 2)},
        "meanwhile": {
            **{name: facts[name] for name in FROM_MEANWHILE},
            "tokens_per_second": round(facts["tokens"] / facts["seconds"]),
            "searchable_after_seconds": facts["searchable_after_seconds"],
            "peak_memory_mb": round(meanwhile.peak_memory_mb),
            "wall_seconds": round(meanwhile.wall_seconds, 2),
        },
        "ratio": round(facts["pages_per_second"] / yardstick.facts["pages_per_second"], 3),
        "wall_ratio": round(yardstick.wall_seconds / meanwhile.wall_seconds, 3),
        "cpu_ratio": round(yardstick.facts["cpu_seconds"] / facts["cpu_seconds"], 3),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=501)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--graph", choices=("built", "fused"), default="built", help="the yardstick's model")
    arguments = parser.parse_args()
    runs = []
    with tempfile.TemporaryDirectory(prefix="meanwhile-bench-") as temporary:
        folder = Path(temporary)
        documents = corpus.cut_manuals(folder, arguments.pages)
        for number in range(arguments.runs):
            runs.append(compare_once(documents, folder / f"library-{number}", arguments.graph))
            measure.say(f"run {number + 1}: {runs[-1]['ratio']} of the yardstick")

    def middle(*keys: str) -> float:
        values = runs
        for key in keys:
            values = [value[key] for value in values]
        return round(statistics.median(values), 3)  # type: ignore[type-var]

    measure.report(
        {
            "benchmark": "throughput",
            "machine": measure.machine(),
            "pages": arguments.pages,
            "graph": arguments.graph,
            "median": {
                "ratio": middle("ratio"),
                "wall_ratio": middle("wall_ratio"),
                "cpu_ratio": middle("cpu_ratio"),
                **{
                    f"{who}_{what}": middle(who, what)
                    for what in ("pages_per_second", "tokens_per_second", "peak_memory_mb")
                    for who in ("meanwhile", "yardstick")
                },
                "searchable_after_seconds": middle("meanwhile", "searchable_after_seconds"),
            },
            "runs": runs,
        }
    )


if __name__ == "__main__":
    main()
