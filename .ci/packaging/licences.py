"""Takes along the licence texts of the libraries that PyInstaller takes from the system, as Debian gives them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

_DOCUMENTATION = Path("/usr/share/doc")


def collect(bundle: Path) -> None:
    """Put them into an unpacked bundle (its ``_internal`` folder), a file for each package that a library is from."""
    if shutil.which("dpkg-query") is None:
        sys.stderr.write("The licence texts of the system's libraries were left out: only Debian's are known.\n")
        return
    texts = bundle / "resources" / "licences" / "system"
    texts.mkdir()
    for library in sorted(bundle.glob("lib*.so*")):
        # Wheels' own are links here; Python may not be from a package, and its text is always there.
        if not library.is_symlink() and not library.name.startswith("libpython"):
            package = _package(library.name)
            shutil.copyfile(_DOCUMENTATION / package / "copyright", texts / f"{package}.txt")


def _package(library: str) -> str:
    command = ["dpkg-query", "--search", f"*/{library}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"No package holds {library}, so that its licence is not known.")
    return done.stdout.partition(":")[0]
