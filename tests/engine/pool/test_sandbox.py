"""What a worker is denied, tried for real in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the kernel denies on Linux only")

_BEFORE_AND_AFTER = """
import dataclasses, json, socket
from engine.pool.sandbox import confine, probe
before = probe()
confinement = confine()
facts = dict(before=before, confinement=confinement, after=probe())
print(json.dumps(facts, default=dataclasses.asdict))
"""


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    done = subprocess.run([sys.executable, "-c", _BEFORE_AND_AFTER], capture_output=True, text=True, check=True)
    facts: dict[str, Any] = json.loads(done.stdout)
    return facts


def test_the_probe_gets_out_where_nothing_holds_it(told: dict[str, Any]) -> None:
    assert [escape["what"] for escape in told["before"]] == ["open a file", "make a socket", "start a program"]
    assert not any(escape["denied"] for escape in told["before"])


def test_inside_everything_is_denied(told: dict[str, Any]) -> None:
    assert told["confinement"]["tripwire"]
    assert all(escape["denied"] for escape in told["after"])
    if told["confinement"]["seccomp"]:
        assert all(escape["by_kernel"] for escape in told["after"])
