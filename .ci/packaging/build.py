"""Builds the packages: ``make package``. What is made lies in ``dist/``.

On Linux a ``.deb`` and a ``.tar.xz``; elsewhere the folder (Windows) or application (macOS) that PyInstaller makes:
written after its manual and not tried.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
from pathlib import Path

import debian
import icons
import licences
import slimming

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
WORK = ROOT / "build" / "package"
DIST = ROOT / "dist"

_VERSION_RESOURCE = """VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}),
  kids=[
    StringFileInfo([StringTable('040904B0', [
      StringStruct('CompanyName', 'The Meanwhile authors'), StringStruct('FileDescription', 'Meanwhile'),
      StringStruct('FileVersion', '{version}'), StringStruct('ProductName', 'Meanwhile'),
      StringStruct('ProductVersion', '{version}'), StringStruct('OriginalFilename', 'meanwhile.exe')])]),
    VarFileInfo([VarStruct('Translation', [1033, 1200])])])
"""


def main() -> int:
    """Build, and say what was made."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    DIST.mkdir(exist_ok=True)
    bundle = _bundle(version)
    if sys.platform != "linux":
        return _say(bundle.parent)
    licences.collect(bundle / "_internal")
    slimming.slim(bundle / "_internal")
    made = []
    if missing := debian.missing_tools():
        sys.stderr.write(f"No .deb was made: it needs {', '.join(missing)} (on Debian: apt-get install dpkg-dev)\n")
    else:
        made.append(debian.package(bundle, ROOT, WORK, DIST, version))
    made.append(_tarball(bundle, version))
    return _say(*made)


def _bundle(version: str) -> Path:
    """Have PyInstaller make the folder that holds everything."""
    numbers = (*(int(part) for part in version.split(".")[:3]), 0)
    (WORK / "version.txt").write_text(_VERSION_RESOURCE.format(numbers=numbers, version=version), "utf-8")
    (WORK / "meanwhile.ico").write_bytes(icons.ico(ROOT / "resources" / "icons"))
    (WORK / "meanwhile.icns").write_bytes(icons.icns(ROOT / "resources" / "icons"))
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "ERROR"]
    command += ["--distpath", str(WORK / "bundle"), "--workpath", str(WORK / "work"), str(HERE / "meanwhile.spec")]
    # Same hash seed, same order, same archive; and no cache in anybody's home folder.
    environment = {**os.environ, "PYTHONHASHSEED": "1", "PYINSTALLER_CONFIG_DIR": str(WORK / "cache")}
    subprocess.run(command, check=True, cwd=ROOT, env=environment)
    return WORK / "bundle" / "meanwhile"


def _tarball(bundle: Path, version: str) -> Path:
    """Pack the folder so that it runs from where it is unpacked."""
    name = f"meanwhile-{version}-linux-{os.uname().machine}"
    path = DIST / f"{name}.tar.xz"

    def nobody(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = "root"
        return entry

    with path.open("wb") as file:
        compress = subprocess.Popen(["xz", "-6", "--threads=0"], stdin=subprocess.PIPE, stdout=file)
        with tarfile.open(fileobj=compress.stdin, mode="w|") as archive:
            archive.add(bundle, name, filter=nobody)
        compress.communicate()
    if compress.returncode:
        raise SystemExit("xz failed.")
    return path


def _say(*made: Path) -> int:
    for path in made:
        size = f"  {path.stat().st_size / 1e6:.0f} MB" if path.is_file() else ""
        sys.stdout.write(f"{path.relative_to(ROOT)}{size}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
