"""Makes the ``.deb``: the bundle below ``/usr/lib``, and what a desktop wants to know about a program."""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import shutil
import subprocess
from pathlib import Path

import slimming

NAME = "meanwhile-desktop"
_TOOLS = ("dpkg-deb", "dpkg-shlibdeps", "dpkg")
_CONTROL = """Package: {name}
Version: {version}
Architecture: {architecture}
Maintainer: The Meanwhile authors <meanwhile-desktop@localhost>
Section: text
Priority: optional
Installed-Size: {size}
Depends: {depends}
Recommends: xdg-utils, xdg-desktop-portal
Description: find anything in your own documents by its meaning
 Documents that are dropped into its window are read, cut into passages and
 embedded by a model that runs on this machine's own processor, in the
 background; they are then found by what they mean as well as by their words.
 Nothing leaves the machine.
"""


def missing_tools() -> list[str]:
    """Programs that are needed and not there."""
    return [tool for tool in _TOOLS if shutil.which(tool) is None]


def package(bundle: Path, root: Path, work: Path, dist: Path, version: str) -> Path:
    """Build the package from an unpacked bundle and return its path."""
    tree = work / "deb"
    library = tree / "usr/lib/meanwhile"
    shutil.copytree(bundle, library, symlinks=True)
    (tree / "usr/bin").mkdir()
    (tree / "usr/bin/meanwhile").symlink_to("../lib/meanwhile/meanwhile")
    _add_shared(tree / "usr/share", root)
    _set_modes(tree)
    architecture = _output("dpkg", "--print-architecture")
    files = [path for path in sorted(tree.rglob("*")) if path.is_file() and not path.is_symlink()]
    control = _CONTROL.format(
        name=NAME,
        version=version,
        architecture=architecture,
        size=sum(-(-path.lstat().st_size // 1024) for path in files),
        depends=", ".join(_dependencies(library, work)),
    )
    (tree / "DEBIAN").mkdir(mode=0o755)
    (tree / "DEBIAN/control").write_text(control)
    sums = [f"{hashlib.md5(path.read_bytes()).hexdigest()}  {path.relative_to(tree)}\n" for path in files]  # noqa: S324
    (tree / "DEBIAN/md5sums").write_text("".join(sums))
    target = dist / f"{NAME}_{version}_{architecture}.deb"
    _output("dpkg-deb", "--root-owner-group", "-Zxz", "-z6", "--build", str(tree), str(target))
    return target


def _add_shared(share: Path, root: Path) -> None:
    """Menu entry, icons, description for software centres, manual page, licences."""
    given = root / "resources" / "packaging"
    icons = root / "resources" / "icons"
    places = {
        "applications": given / "meanwhile.desktop",
        "metainfo": given / "org.meanwhile_desktop.Meanwhile.metainfo.xml",
        "icons/hicolor/scalable/apps": icons / "meanwhile.svg",
        "doc/meanwhile-desktop": root / "CREDITS.md",
    }
    for folder, source in places.items():
        (share / folder).mkdir(parents=True, exist_ok=True)
        shutil.copy(source, share / folder)
    for picture in icons.glob("meanwhile-*.png"):
        size = picture.stem.removeprefix("meanwhile-")
        place = share / f"icons/hicolor/{size}x{size}/apps"
        place.mkdir(parents=True)
        shutil.copy(picture, place / "meanwhile.png")
    shutil.copy(given / "copyright", share / "doc/meanwhile-desktop")
    _compress(root / "CHANGELOG.md", share / "doc/meanwhile-desktop/changelog.gz")
    _compress(given / "meanwhile.1", share / "man/man1/meanwhile.1.gz")


def _compress(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress(source.read_bytes(), mtime=0))


def _set_modes(tree: Path) -> None:
    """Whatever the umask and the wheels say: only the program itself is executable, and everybody may read."""
    for path in (tree, *tree.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.name == "meanwhile" else 0o644)


def _dependencies(library: Path, work: Path) -> list[str]:
    """The packages, with versions, that hold what the bundle's programs and libraries are linked with."""
    source = work / "shlibdeps"
    (source / "debian").mkdir(parents=True)
    (source / "debian/control").write_text(f"Source: {NAME}\n\nPackage: {NAME}\nArchitecture: any\n")
    elves = list(slimming.elf_files(library))
    private = sorted({str(path.parent) for path in elves})
    command = [
        "dpkg-shlibdeps",
        "-O",
        "--ignore-missing-info",
        *(f"-l{folder}" for folder in private),
        *map(str, elves),
    ]
    environment = {**os.environ, "LC_ALL": "C"}
    done = subprocess.run(command, cwd=source, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"dpkg-shlibdeps could not name all dependencies:\n{done.stderr}")
    found = re.search(r"^shlibs:Depends=(.+)$", done.stdout, re.MULTILINE)
    if found is None:
        raise SystemExit(f"dpkg-shlibdeps named no dependencies:\n{done.stderr}")
    return [one.strip() for one in found[1].split(",")]


def _output(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
