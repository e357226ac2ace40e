"""Which kernel is safe depends on the processor."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.processor import adds_bytes_in_32_bits


@pytest.mark.parametrize(
    ("flags", "safe"),
    [
        ("fpu sse4_2 avx2 avx512f avx512_vnni", True),
        ("fpu avx2 avx_vnni", True),
        ("fpu sse4_2 avx2 fma", False),
        ("", False),
    ],
)
def test_only_vnni_is_known_not_to_overflow(tmp_path: Path, flags: str, safe: bool) -> None:
    cpuinfo = tmp_path / "cpuinfo"
    cpuinfo.write_text(f"processor\t: 0\nmodel name\t: some avx512_vnni lookalike\nflags\t\t: {flags}\n")
    assert adds_bytes_in_32_bits(cpuinfo) is safe


def test_where_the_system_does_not_tell_nothing_is_assumed(tmp_path: Path) -> None:
    assert adds_bytes_in_32_bits(tmp_path / "missing") is False
