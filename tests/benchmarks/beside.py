"""What other programs lose while Meanwhile works: busy processes of another session, one on every processor.

The run is stopped and let go on in turns, all its processes at once, and the others' speed compared.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

from tests.benchmarks import corpus, measure

BUSY = """
import sys, time
end = time.perf_counter() + float(sys.argv[1])
rounds, x = 0, 1.0
while time.perf_counter() < end:
    for _ in range(2000):
        x = x * 1.0000001 + 0.1
    rounds += 1
print(rounds)
"""


def speed(seconds: float) -> int:
    """How much busy processes get done in so many seconds, one per processor, each a session of its own."""
    others = [
        subprocess.Popen(
            [sys.executable, "-c", BUSY, str(seconds)], stdout=subprocess.PIPE, text=True, start_new_session=True
        )
        for _ in range(os.cpu_count() or 1)
    ]
    return sum(int(other.communicate()[0]) for other in others)


def tree(root: psutil.Process) -> list[psutil.Process]:
    return [root, *root.children(recursive=True)]


def cpu_seconds(processes: list[psutil.Process]) -> float:
    total = 0.0
    for process in processes:
        times = process.cpu_times()
        total += times.user + times.system
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=501, help="enough to be at work all the time")
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=2.0, help="of a half round")
    arguments = parser.parse_args()
    losses, shares = [], []
    with tempfile.TemporaryDirectory(prefix="meanwhile-bench-") as temporary:
        folder = Path(temporary)
        documents = corpus.cut_manuals(folder, arguments.pages)
        command = [measure.MEANWHILE, "index", "--library", folder / "library", *documents]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as program:
            root = psutil.Process(program.pid)
            time.sleep(5)  # until it is warm; nothing tells it from outside
            for number in range(arguments.rounds):
                beside = alone = 0
                # In turns first, so that a machine that gets slower or faster favours neither.
                for working in (True, False) if number % 2 else (False, True):
                    processes = tree(root)
                    if working:
                        before = cpu_seconds(processes)
                        beside = speed(arguments.seconds)
                        share = (cpu_seconds(processes) - before) / arguments.seconds / (os.cpu_count() or 1)
                        shares.append(round(share, 3))
                        continue
                    for process in processes:
                        process.suspend()
                    alone = speed(arguments.seconds)
                    for process in processes:
                        process.resume()
                losses.append(round(1 - beside / alone, 3))
                measure.say(f"round {number + 1}: the others lose {losses[-1]:.1%}")
            if program.poll() is not None:
                raise SystemExit("The work was done before the time was over: give it more --pages.")
            program.terminate()
    measure.report(
        {
            "benchmark": "beside",
            "machine": measure.machine(),
            "median_loss": measure.median(losses),
            "median_share_of_ours": measure.median(shares),
            "losses": losses,
        }
    )


if __name__ == "__main__":
    main()
