"""Looks into ZIP and OLE containers without unpacking them, and refuses what would unpack beyond all bounds."""

from __future__ import annotations

import struct
import zipfile
import zlib

from engine.errors import DamagedError, EncryptedError, TooLargeError
from engine.pipeline.extract.content import Source, as_file
from engine.records import ReadLimits

SMALL_BYTES = 8 * 1024**2
"""Up to here the ratio does not matter: a small sheet of equal cells packs extremely well."""

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NO_SECTOR = 0xFFFFFFFA
"""From here on sector numbers are marks, not sectors."""


def open_zip(source: Source, limits: ReadLimits) -> zipfile.ZipFile:
    """Open a ZIP container once its own list of entries says that it is safe to unpack.

    Raises ``DamagedError``, ``EncryptedError`` or ``TooLargeError``.
    """
    try:
        archive = zipfile.ZipFile(as_file(source))
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, struct.error) as error:
        raise DamagedError(
            "The file is cut off or broken: its table of contents is missing.", "Get a fresh copy of it."
        ) from error
    entries = archive.infolist()
    if len(entries) > limits.max_archive_parts:
        raise TooLargeError(
            f"The file packs {len(entries):,} parts; more than {limits.max_archive_parts:,} are not read.",
            "Split the document.",
        )
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > limits.max_unpacked_bytes:
        raise TooLargeError(
            f"The file would unpack to {unpacked / 1024**2:,.0f} MB; "
            f"more than {limits.max_unpacked_bytes / 1024**2:,.0f} MB are not read.",
            "Split the document.",
        )
    if unpacked > max(SMALL_BYTES, limits.max_unpack_ratio * len(source)):
        raise TooLargeError(
            f"The file would unpack to {unpacked / len(source):,.0f} times its size, as no real document does.",
            "If it is genuine, open it in its program and save it again.",
        )
    if any(entry.flag_bits & 1 for entry in entries):
        raise encrypted()
    return archive


def member(archive: zipfile.ZipFile, name: str) -> bytes:
    """Unpack one entry; empty when there is none.

    Raises ``DamagedError`` when the entry is broken.
    """
    try:
        return archive.read(name)
    except KeyError:
        return b""
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, EOFError, ValueError, struct.error) as error:
        raise DamagedError(f"A part of the file is broken ({name}).", "Get a fresh copy of it.") from error


def encrypted() -> EncryptedError:
    """Say that a document asks for a password."""
    return EncryptedError("The document asks for a password.", "Save a copy without a password and add that.")


def ole_entries(source: Source) -> frozenset[str]:
    """Names in the root of an OLE compound file (MS-CFB).

    Raises ``DamagedError`` when its directory cannot be followed.
    """
    try:
        return _ole_entries(source)
    except (struct.error, IndexError) as error:
        raise DamagedError(
            "The file is cut off or broken: its directory is missing.", "Get a fresh copy of it."
        ) from error


def _ole_entries(source: Source) -> frozenset[str]:
    size = 4096 if source[30:31] == b"\x0c" else 512
    per_sector = size // 4
    fat_sectors = [sector for sector in struct.unpack_from("<109I", source, 76) if sector < _NO_SECTOR]

    def following(sector: int) -> int:
        at = (fat_sectors[sector // per_sector] + 1) * size + 4 * (sector % per_sector)
        return int(struct.unpack_from("<I", source, at)[0])

    directory: list[bytes] = []
    sector, seen = struct.unpack_from("<I", source, 48)[0], set[int]()
    while sector < _NO_SECTOR and sector not in seen:
        seen.add(sector)
        begin = (sector + 1) * size
        directory += [source[at : at + 128] for at in range(begin, begin + size, 128)]
        sector = following(sector)

    names, waiting, visited = set[str](), [struct.unpack_from("<I", directory[0], 76)[0]], set[int]()
    while waiting:
        number = waiting.pop()
        if number >= len(directory) or number in visited:
            continue
        visited.add(number)
        entry = directory[number]
        length = struct.unpack_from("<H", entry, 64)[0]
        names.add(entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace"))
        waiting += struct.unpack_from("<II", entry, 68)
    return frozenset(names)
