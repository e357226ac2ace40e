"""How fast a whole indexing run is, beside the yardstick, on the same PDFs in turns."""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.benchmarks import corpus, fused_graph, measure

FROM_MEANWHILE = ("documents", "ready", "pages", "chunks", "tokens", "seconds", "cpu_seconds", "pages_per_second")


def compare_once(documents: list[Path], library: Path, fused: Path) -> dict[str, Any]:
    """One run of each; ``ratio`` is Meanwhile's pages per second as a part of the yardstick's.

    Once with the yardstick on Meanwhile's own model, so that the comparison is about everything else, and once on the
    graph that the usual way of quantising gives, so that it includes the model (``…_fused``).
    """
    yardstick, usual = (
        measure.run([sys.executable, "-m", "tests.benchmarks.yardstick", "--graph", graph, *documents])
        for graph in ("built", fused)
    )
    meanwhile = measure.run(
        [measure.MEANWHILE, "index", "--workers", "2", "--library", library, "--json", *documents], watched=True
    )
    facts = meanwhile.facts
    return {
        "yardstick": {**yardstick.facts, "wall_seconds": round(yardstick.wall_seconds, 2)},
        "yardstick_fused": {**usual.facts, "wall_seconds": round(usual.wall_seconds, 2)},
        "meanwhile": {
            **{name: facts[name] for name in FROM_MEANWHILE},
            "tokens_per_second": round(facts["tokens"] / facts["seconds"]),
            "searchable_after_seconds": facts["searchable_after_seconds"],
            "peak_memory_mb": round(meanwhile.peak_memory_mb),
            "wall_seconds": round(meanwhile.wall_seconds, 2),
        },
        **_ratios(meanwhile, yardstick, ""),
        **_ratios(meanwhile, usual, "_fused"),
    }


def _ratios(meanwhile: measure.Run, other: measure.Run, suffix: str) -> dict[str, float]:
    ours, theirs = meanwhile.facts, other.facts
    return {
        f"ratio{suffix}": round(ours["pages_per_second"] / theirs["pages_per_second"], 3),
        f"wall_ratio{suffix}": round(other.wall_seconds / meanwhile.wall_seconds, 3),
        f"cpu_ratio{suffix}": round(theirs["cpu_seconds"] / ours["cpu_seconds"], 3),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    runs = []
    with tempfile.TemporaryDirectory(prefix="meanwhile-bench-") as temporary:
        folder = Path(temporary)
        documents = corpus.cut_manuals(folder, arguments.pages)
        fused = fused_graph.build(folder)
        for number in range(arguments.runs):
            runs.append(compare_once(documents, folder / f"library-{number}", fused))
            measure.say(
                f"run {number + 1}: {runs[-1]['ratio']} of the yardstick, {runs[-1]['ratio_fused']} of the usual"
            )

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
            "median": {
                **{
                    f"{name}{suffix}": middle(f"{name}{suffix}")
                    for suffix in ("", "_fused")
                    for name in ("ratio", "wall_ratio", "cpu_ratio")
                },
                **{
                    f"{who}_{what}": middle(who, what)
                    for what in ("pages_per_second", "tokens_per_second", "peak_memory_mb")
                    for who in ("meanwhile", "yardstick", "yardstick_fused")
                },
                "searchable_after_seconds": middle("meanwhile", "searchable_after_seconds"),
            },
            "runs": runs,
        }
    )


if __name__ == "__main__":
    main()
