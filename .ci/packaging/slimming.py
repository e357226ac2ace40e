"""Makes the bundle smaller on Linux without taking anything away that Meanwhile uses.

A Python that was built by hand carries debugging symbols, and so do some wheels. Two libraries are linked, but never
called: faiss's own BLAS (the exact scan over quantised vectors multiplies no matrices) and kreuzberg's own ONNX
Runtime (for layout and OCR); a stand-in with the same names takes their place and ends the process if it is called
after all. Of ICU's data the window needs the order of letters only. All this needs binutils, which dpkg-shlibdeps
needs as well.
"""

from __future__ import annotations

import platform
import re
import struct
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

# Every name leads here; `abort` is libc's.
_JUMP = {"x86_64": "jmp abort@PLT", "aarch64": "b abort"}
_NEVER_CALLED = ("faiss_cpu.libs/libopenblas*", "kreuzberg.libs/libonnxruntime*")
# Not NumPy's nor faiss's: what auditwheel has moved about does not survive it.
_WITH_SYMBOLS = (
    "libpython*",
    "python3*/lib-dynload/*.so",
    "PySide6/Qt/lib/libicu*",
    *(f"{package}/*.so" for package in ("apsw", "chardet", "msgspec", "psutil", "pypdfium2_raw", "tokenizers")),
)
_ICU_KEPT = re.compile(r"(coll/.*|[^/]*\.nrm|(root|pool|res_index|likelySubtags|supplementalData)\.res)")
_ELF = b"\x7fELF"


def slim(bundle: Path) -> None:
    """Make the files of an unpacked bundle (its ``_internal`` folder) smaller, in place."""
    for pattern in _WITH_SYMBOLS:
        for library in bundle.glob(pattern):
            _run("strip", "--strip-unneeded", str(library))
    for pattern in _NEVER_CALLED:
        for library in bundle.glob(pattern):
            _put_stand_in(library, bundle)
    for library in bundle.glob("PySide6/Qt/lib/libicudata.so.*"):
        _thin_icu(library)
    _remove_orphans(bundle)


def elf_files(folder: Path) -> Iterator[Path]:
    """Programs and shared libraries below a folder."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if file.read(4) == _ELF:
                    yield path


def _put_stand_in(library: Path, bundle: Path) -> None:
    exported = {name for name, _ in _symbols(library, "--defined-only")}
    wanted: dict[str, set[str]] = {}
    for user in elf_files(bundle):
        if library.name in _needed(user):
            for name, version in _symbols(user, "--undefined-only"):
                if name in exported:
                    wanted.setdefault(version, set()).add(name)
    names = sorted(name for group in wanted.values() for name in group)
    code = [".text", *(f".globl {name}\n.type {name}, %function\n{name}:" for name in names), _JUMP[platform.machine()]]
    versions = [f"{version} {{ global: {'; '.join(sorted(group))}; }};" for version, group in wanted.items() if version]
    _link(library, [*code, '.section .note.GNU-stack,"",%progbits'], versions)


def _thin_icu(library: Path) -> None:
    """Keep what orders letters and composes them; the layout is that of ICU's ``.dat`` packages (ucmndata.h)."""
    image = library.read_bytes()
    start = re.search(rb"..\xda\x27\x14\x00\x00\x00\x00\x00\x02\x00CmnD", image, re.DOTALL)
    if start is None:
        raise SystemExit(f"{library.name} holds no ICU data where it is looked for.")
    data = image[start.start() :]
    (header,) = struct.unpack_from("<H", data)
    table = data[header:]
    (count,) = struct.unpack_from("<I", table)
    places = [struct.unpack_from("<II", table, 4 + 8 * index) for index in range(count)]
    names = [table[place : table.index(b"\0", place)] for place, _ in places]
    # The last item, in the order of the data, ends with the package; what follows it in the library is not read.
    ends = [*(place for _, place in places[1:]), len(table)]
    kept = [
        (name, table[place:end])
        for name, (_, place), end in zip(names, places, ends, strict=True)
        if _ICU_KEPT.fullmatch(name.decode().partition("/")[2])
    ]
    text = b"".join(name + b"\0" for name, _ in kept)
    first = 4 + 8 * len(kept)
    body, toc, name_place = b"", struct.pack("<I", len(kept)), first
    offset = -(-(first + len(text)) // 16) * 16
    for name, item in kept:
        toc += struct.pack("<II", name_place, offset + len(body))
        name_place += len(name) + 1
        body += item + b"\0" * (-len(item) % 16)
    package = data[:header] + toc + text.ljust(offset - first, b"\0") + body
    symbol = next(name for name, _ in _symbols(library, "--defined-only") if re.fullmatch(r"icudt\d+_dat", name))
    with tempfile.NamedTemporaryFile(suffix=".dat") as file:
        file.write(package)
        file.flush()
        code = [".section .rodata", ".balign 16", f".globl {symbol}", f".type {symbol}, %object", f"{symbol}:"]
        code += [f'.incbin "{file.name}"', f".size {symbol}, . - {symbol}", '.section .note.GNU-stack,"",%progbits']
        _link(library, code, [])


def _link(library: Path, code: list[str], versions: list[str]) -> None:
    """Assemble the code into a shared library in the place, and of the name, of another."""
    with tempfile.TemporaryDirectory() as folder:
        source, built, script = (Path(folder, name) for name in ("source.s", "source.o", "versions"))
        source.write_text("\n".join([*code, ""]))
        _run("as", "-o", str(built), str(source))
        script.write_text("\n".join(versions))
        scripts = [f"--version-script={script}"] if versions else []
        library.unlink()
        _run("ld", "-shared", "-soname", library.name, *scripts, "-o", str(library), str(built))


def _remove_orphans(bundle: Path) -> None:
    """Remove libraries of the wheels' own that nobody needs any more, and links to nowhere."""
    while gone := _unneeded(bundle):
        for path in gone:
            path.unlink()
    for path in bundle.rglob("*"):
        if path.is_symlink() and not path.exists():
            path.unlink()


def _unneeded(bundle: Path) -> list[Path]:
    needed = {name for path in elf_files(bundle) for name in _needed(path)}
    return [path for path in bundle.glob("*.libs/*") if path.name not in needed]


def _needed(path: Path) -> set[str]:
    return set(re.findall(r"\(NEEDED\).*\[(.+)\]", _run("readelf", "-dW", str(path))))


def _symbols(path: Path, which: str) -> Iterator[tuple[str, str]]:
    """(name, version or "") of the dynamic symbols."""
    for line in _run("nm", "-D", which, str(path)).splitlines():
        name, _, version = line.split()[-1].replace("@@", "@").partition("@")
        yield name, version


def _run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
