"""The program's icon as Windows and macOS want it: both are boxes around the PNG files that there are already."""

from __future__ import annotations

import struct
from pathlib import Path

# Size in pixels → its name in an .icns file (Apple, Icon Services); 512 is the largest that is drawn.
_ICNS_NAMES = {16: b"icp4", 32: b"icp5", 64: b"icp6", 128: b"ic07", 256: b"ic08", 512: b"ic09"}
_ICO_SIZES = (16, 24, 32, 48, 64, 128, 256)


def ico(icons: Path) -> bytes:
    """An .ico with all sizes up to 256 pixels, each as PNG (since Windows Vista)."""
    pictures = [(size, (icons / f"meanwhile-{size}.png").read_bytes()) for size in _ICO_SIZES]
    offset = 6 + 16 * len(pictures)
    entries = b""
    for size, picture in pictures:
        # 0 stands for 256.
        entries += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), offset)
        offset += len(picture)
    return struct.pack("<HHH", 0, 1, len(pictures)) + entries + b"".join(picture for _, picture in pictures)


def icns(icons: Path) -> bytes:
    """An .icns with all sizes up to 512 pixels."""
    blocks = b""
    for size, name in _ICNS_NAMES.items():
        picture = (icons / f"meanwhile-{size}.png").read_bytes()
        blocks += name + struct.pack(">I", len(picture) + 8) + picture
    return b"icns" + struct.pack(">I", len(blocks) + 8) + blocks
