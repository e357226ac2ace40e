"""All benchmarks, one after another; each result also goes into ``results/``, one JSON file per benchmark."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.benchmarks import measure

RESULTS = Path(__file__).with_name("results")
BENCHMARKS = (
    "adding",
    "first_words",
    "throughput",
    "event_loop",
    "tracing",
    "cancelling",
    "starting",
    "reindexing",
    "growth",
    "preview",
)


def main() -> None:
    RESULTS.mkdir(exist_ok=True)
    results = {}
    for name in BENCHMARKS:
        measure.say(f"{name} …")
        results[name] = measure.run([sys.executable, "-m", f"tests.benchmarks.{name}"]).facts
        (RESULTS / f"{name}.json").write_text(json.dumps(results[name], indent=2) + "\n", encoding="utf-8")
    measure.report(results)


if __name__ == "__main__":
    main()
