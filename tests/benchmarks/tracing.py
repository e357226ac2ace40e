"""What recording spans costs: the same documents with tracing on and off, in turns."""

from __future__ import annotations

import argparse
import os
import random
import statistics
import tempfile
from pathlib import Path

from tests.benchmarks import corpus, measure


def run(documents: list[Path], library: Path, *, trace: bool) -> dict[str, float]:
    """One indexing run in a process of its own."""
    os.environ["MEANWHILE_TRACE"] = str(int(trace))
    facts = measure.run(
        [measure.MEANWHILE, "index", "--workers", "2", "--library", library, "--json", *documents]
    ).facts
    return {name: facts[name] for name in ("seconds", "cpu_seconds", "pages_per_second")}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=120)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    runs: dict[bool, list[dict[str, float]]] = {True: [], False: []}
    with tempfile.TemporaryDirectory(prefix="meanwhile-bench-") as temporary:
        folder = Path(temporary)
        documents = corpus.cut_manuals(folder, arguments.pages)
        run(documents, folder / "warm", trace=True)
        for number in range(arguments.rounds):
            order = [True, False]
            random.shuffle(order)
            for trace in order:
                runs[trace].append(run(documents, folder / f"library-{number}-{trace}", trace=trace))
            measure.say(f"round {number + 1}: {_cost(runs, 'cpu_seconds', number):+.1%} of processor time")
    measure.report(
        {
            "benchmark": "tracing",
            "machine": measure.machine(),
            "pages": arguments.pages,
            "median_cost": {
                name: round(statistics.median(_cost(runs, name, number) for number in range(arguments.rounds)), 4)
                for name in ("seconds", "cpu_seconds")
            },
            "on": runs[True],
            "off": runs[False],
        }
    )


def _cost(runs: dict[bool, list[dict[str, float]]], name: str, number: int) -> float:
    """How much more it took with tracing than without, in one round."""
    return runs[True][number][name] / runs[False][number][name] - 1


if __name__ == "__main__":
    main()
