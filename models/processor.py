"""What the processor can do, as far as the choice of a kernel depends on it."""

from __future__ import annotations

from pathlib import Path

CPUINFO = Path("/proc/cpuinfo")
_VNNI = frozenset(("avx512_vnni", "avx_vnni", "avxvnniint8"))


def adds_bytes_in_32_bits(cpuinfo: Path = CPUINFO) -> bool:
    """Whether products of bytes are known to be added without overflowing (x86 with VNNI); False when unknown."""
    try:
        lines = cpuinfo.read_text("utf-8", "replace").splitlines()
    except OSError:
        return False  # not Linux
    flags = next((line for line in lines if line.startswith("flags")), "")
    return not _VNNI.isdisjoint(flags.split())
