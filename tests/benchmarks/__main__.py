"""All benchmarks, or those that are named, one after another: a table, and a JSON file each in ``results/``."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.benchmarks import measure
from tests.benchmarks.search_quality import COLLECTION

RESULTS = Path(__file__).with_name("results")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table."""

    place: str
    """Where the figure is in the benchmark's facts, keys joined with dots."""
    unit: str
    least: float | None = None
    most: float | None = None

    def of(self, facts: dict[str, Any]) -> str:
        value: Any = facts
        for key in self.place.split("."):
            if key not in value:
                return f"{self.place:<47} not measured"
            value = value[key]
        promise, kept = "", True
        if self.least is not None:
            promise, kept = f"≥ {self.least:g}", value >= self.least
        elif self.most is not None:
            promise, kept = f"≤ {self.most:g}", value <= self.most
        return f"{self.place:<47} {value:>10g} {self.unit:<9} {promise:<9} {'' if kept else 'missed'}".rstrip()


_LATENCY = (
    Line("hybrid_of_the_window.p50_ms", "ms"),
    Line("meaning.recall_at_10", ""),
    Line("meaning.recall_at_10_of_stored", "", least=0.99),
)
AT_FULL_SIZE = {
    "search_latency_million": ("search_latency", "--chunks", "1000000"),
    "event_loop_large": ("event_loop", "--chunks", "100000"),
    "growth": ("growth", "--chunks", "1000000"),
}
"""Benchmarks that are run with other arguments than their own defaults: module and arguments, by name."""
BENCHMARKS: dict[str, tuple[Line, ...]] = {
    "adding": (Line("library_add_files.median_ms", "ms", most=50), Line("command_add_files.median_ms", "ms", most=50)),
    "first_words": (Line("median_seconds", "s", most=2),),
    "reading": (Line("pages", "pages"), Line("seconds", "s", most=90)),
    "throughput": (
        Line("median.meanwhile_pages_per_second", "pages/s"),
        Line("median.meanwhile_tokens_per_second", "tokens/s"),
        Line("median.ratio", ""),
        Line("median.ratio_fused", "", least=1.6),
        Line("median.meanwhile_peak_memory_mb", "MB", most=600),
    ),
    "embedding": (
        Line("of_the_ceiling", ""),
        Line("speed_ratio", "", least=1.8),
        Line("cosine_mean", "", least=0.995),
        Line("ndcg_ratio", "", least=0.99),
    ),
    "parallel": (
        Line("median.ratio_documents", "", least=1.85),
        Line("median.ratio_book", "", least=1.75),
        Line("median.idle_while_embedding", "", most=0.03),
    ),
    "search_latency": (
        Line("hybrid.p50_ms", "ms", most=15),
        Line("hybrid.p95_ms", "ms", most=30),
        *_LATENCY,
    ),
    "search_latency_million": (
        Line("hybrid.p50_ms", "ms", most=60),
        Line("hybrid.p95_ms", "ms", most=120),
        *_LATENCY,
        Line("meaning.vectors_mb_per_million", "MB", most=450),
        Line("opening.all_vectors_seconds", "s", most=5),
    ),
    "opening": (
        Line("median.painted", "s"),
        Line("median.rows", "s", most=1.5),
        Line("median.words", "s"),
        Line("median.meaning", "s", most=5),
    ),
    "search_under_load": (Line("indexing.p95_ms", "ms", most=150),),
    "memory": (Line("ten_times_mb", "MB", most=600), Line("ratio", "", most=1.1), Line("big_pdf_mb", "MB", most=600)),
    "growth": (Line("time_ratio", "", most=1.1), Line("space_ratio", "", most=1.1)),
    "reindexing": (
        Line("unchanged_files.median_seconds", "s", most=3),
        Line("one_page_changed.passages_of_the_changed_page", ""),
        Line("one_page_changed.passages_embedded_anew", ""),
    ),
    "beside": (Line("median_loss", "", most=0.1),),
    "starting": (Line("median.painted_after", "s", most=0.7), Line("median.embedding_after_that", "s", most=0.6)),
    "event_loop": (
        Line("full_load.gap_p99", "ms", most=16),
        Line("full_load.gap_max", "ms", most=50),
        Line("drop_of_notes_ms", "ms", most=50),
    ),
    "event_loop_large": (
        Line("full_load.gap_p99", "ms", most=16),
        Line("full_load.gap_max", "ms", most=50),
    ),
    "tracing": (Line("own_cost", ""),),
    "timeline": (
        Line("taking_in_ms.max", "ms", most=50),
        Line("painting_ms.median", "ms", most=50),
        Line("hovering_ms.max", "ms", most=50),
    ),
    "killed": (
        Line("kills", ""),
        Line("lost", "", most=0),
        Line("begun_again", ""),
        Line("files_per_second", "files/s"),
    ),
    "cancelling": (
        Line("worker_lets_go.next_document_leased.p95_ms", "ms", most=1000),
        Line("worker_is_stuck.next_document_leased.p95_ms", "ms", most=1000),
    ),
    "recovering": (
        Line("stand_in_seconds.median", "s", most=1),
        Line("stand_in_seconds.max", "s", most=1),
        Line("longest_quit_seconds", "s", most=2),
    ),
    "preview": (
        Line("at_full_load.at_random.p95_ms", "ms", most=150),
        Line("at_full_load.at_random_sharp.p95_ms", "ms", most=150),
        Line("at_full_load.hits.p95_ms", "ms", most=150),
    ),
    "search_quality": (
        Line("words.ndcg_at_10", "", least=0.37),
        Line("meaning.ndcg_at_10", ""),
        Line("hybrid.ndcg_at_10", ""),
        Line("hybrid_to_better", "", least=1.08),
    ),
}
"""What the table shows of each, and what is promised."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *BENCHMARKS], metavar="NAME", help=" · ".join(BENCHMARKS))
    names = parser.parse_args().names or [name for name in BENCHMARKS if name not in _absent()]
    RESULTS.mkdir(exist_ok=True)
    table, failed = [], []
    for name in names:
        measure.say(f"{name} …")
        try:
            module, *arguments = AT_FULL_SIZE.get(name, (name,))
            facts = measure.run([sys.executable, "-m", f"tests.benchmarks.{module}", *arguments]).facts
        except SystemExit as error:
            # What the others have found in half an hour is not to be lost with it.
            failed.append(f"{name:<15} {error}")
            continue
        (RESULTS / f"{name}.json").write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")
        table += [f"{name:<15} {line.of(facts)}" for line in BENCHMARKS[name]]
    print("\n".join(table))
    if failed:
        raise SystemExit("\n".join(["not measured:", *failed]))


def _absent() -> tuple[str, ...]:
    """Benchmarks whose material is not there."""
    return () if COLLECTION.is_dir() else ("search_quality",)


if __name__ == "__main__":
    main()
