"""What ``make package`` built, in a clean system that has nothing but what the package asks for, and no network.

``make test-package`` runs this: it needs root, debootstrap, and the package registry for the clean system.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from importlib.metadata import distribution, distributions
from pathlib import Path

import pytest

from desktop.theme import LIGHT
from tests.end_to_end.screen import DEADLINE, ROOT, Meanwhile, Screen, dropped, needs_a_screen, wait_until
from tests.licences import Texts

DIST = ROOT / "dist"
SAMPLES = ROOT / "resources" / "samples"
QUESTION = "why does a window freeze"
SOMEBODY = 1000
MOST_MEGABYTES, MOST_MEGABYTES_INSTALLED = 110, 330

# Its own network without a way out, its own processes, and of this system only the devices and the screen.
ENTER = """
root=$1; shift
mount --bind /dev "$root/dev" && mount -t proc proc "$root/proc" && mkdir -p "$root/tmp/.X11-unix" &&
mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix" && exec chroot "$@"
"""

pytestmark = [pytest.mark.package, pytest.mark.timeout(900)]


def newest(pattern: str) -> Path:
    found = sorted(DIST.glob(pattern), key=lambda path: path.stat().st_mtime)
    return found[-1] if found else pytest.fail(f"there is no {pattern} in dist/: run make package", pytrace=False)


def run(*command: str | Path, **options: object) -> str:
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False, **options)  # type: ignore[call-overload]
    assert done.returncode == 0, f"{command} said:\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
    return str(done.stdout)


class CleanSystem:
    """A Debian with nothing in it, and somebody's empty home."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def command(self, *arguments: str, screen: str = "") -> list[str]:
        """What runs a command as somebody, without a network."""
        userspec = f"--userspec={SOMEBODY}:{SOMEBODY}"
        variables = ["HOME=/home/somebody", "PATH=/usr/bin:/bin", "LANG=C.UTF-8", "QT_QPA_PLATFORM=xcb"]
        variables += [f"DISPLAY={screen}"] if screen else []
        enter = ["sh", "-c", ENTER, "enter", str(self.root), userspec, str(self.root), "env", "-i", *variables]
        return ["unshare", "--net", "--mount", "--pid", "--fork", "--kill-child", *enter, *arguments]

    def give(self, source: Path, to: Path) -> None:
        """Copy a folder to the same path here and in there, so that a drag's URLs mean the same on both sides."""
        for place in (to, self.root / to.relative_to("/")):
            shutil.copytree(source, place)
            for path in (*place.parents, place, *place.rglob("*")):
                if path.is_relative_to(self.root) or path.is_relative_to(to):
                    path.chmod(0o755)


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory) -> CleanSystem:
    missing = [name for name in ("debootstrap", "dpkg-deb", "unshare", "chroot") if shutil.which(name) is None]
    if missing or os.geteuid() != 0:
        pytest.skip(f"needs root and {', '.join(missing) or 'nothing else'}")
    root = tmp_path_factory.mktemp("clean") / "root"
    sites = run("apt-get", "indextargets", "--format", "$(SITE) $(CODENAME)", "Created-By: Packages")
    site, codename = sites.splitlines()[0].split()
    run("debootstrap", "--variant=minbase", codename, root, site)
    package = newest("*.deb")
    shutil.copy(package, root / package.name)
    shutil.copy("/etc/resolv.conf", root / "etc/resolv.conf")
    variables = ("env", "DEBIAN_FRONTEND=noninteractive")
    install = ("apt-get", "-qq", "install", "-y", "--no-install-recommends", f"/{package.name}")
    run("chroot", root, *variables, *install)
    home = root / "home/somebody"
    home.mkdir()
    os.chown(home, SOMEBODY, SOMEBODY)
    return CleanSystem(root)


def facts(system: CleanSystem, *arguments: str) -> dict[str, object]:
    answer: dict[str, object] = json.loads(run(*system.command("meanwhile", *arguments, "--json"), timeout=DEADLINE))
    return answer


def test_it_is_no_larger_than_promised() -> None:
    package = newest("*.deb")
    assert package.stat().st_size <= MOST_MEGABYTES * 1_000_000
    installed = int(run("dpkg-deb", "--field", package, "Installed-Size")) * 1024
    assert installed <= MOST_MEGABYTES_INSTALLED * 1_000_000


def test_the_commands_work_after_nothing_but_the_installation(system: CleanSystem, tmp_path: Path) -> None:
    system.give(SAMPLES, tmp_path / "samples")
    checks = facts(system, "doctor")["checks"]
    assert isinstance(checks, list)
    assert [check["name"] for check in checks if not check["ok"]] == []
    [sandbox] = [check["detail"] for check in checks if check["name"] == "sandbox"]
    assert "NOT" not in sandbox
    indexed = facts(system, "index", str(tmp_path / "samples"))
    assert (indexed["ready"], indexed["documents"]) == (8, 8)
    hits = facts(system, "search", QUESTION)["hits"]
    assert isinstance(hits, list)
    assert "Why a window freezes" in hits[0]["path"]


@needs_a_screen
def test_the_window_takes_a_drag_finds_and_quits(system: CleanSystem, screen: Screen, tmp_path: Path) -> None:
    documents = tmp_path / "documents"
    system.give(SAMPLES, documents)
    # An empty home: nothing was ever started in it.
    library = Path("/home/somebody/.local/share/meanwhile/library")
    shutil.rmtree(system.root / "home/somebody/.local", ignore_errors=True)
    command = system.command("meanwhile", screen=screen.environment["DISPLAY"])
    meanwhile = Meanwhile(screen, library, command)
    program = meanwhile.open()
    source = screen.drag_source("files", sorted(documents.iterdir()))
    screen.pick_up(source)
    wait_until(screen.welcomed, "the window welcomes the drag")
    screen.let_go()
    assert dropped(source) == "CopyAction"
    wait_until(lambda: meanwhile.states() == {"ready": 8}, "all documents are ready")
    screen.focus("Meanwhile")
    screen.xdotool("key", "ctrl+k")
    screen.xdotool("type", "--delay", "20", QUESTION)
    wait_until(lambda: screen.pixels(LIGHT.mark) > 100, "the words of a hit are marked on the screen")
    meanwhile.quit(program)


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive's program, where somebody has unpacked it."""
    where = tmp_path_factory.mktemp("archive") / "a folder of mine"
    where.mkdir()
    # As a person does it; what Python has for it is not the same in all that are supported.
    subprocess.run(["tar", "-xf", newest("*.tar.xz"), "-C", where], check=True)
    [found] = where.glob("*/meanwhile")
    return found


def test_whatever_is_brought_along_has_its_licence_text(program: Path) -> None:
    bundle = program.parent / "_internal"
    texts = Texts(bundle, bundle / "resources" / "licences")
    brought = list(distributions(path=[str(bundle)]))
    assert [one.name for one in brought if not texts.of_distribution(one)] == []
    assert [name for name in texts.named() if not texts.of_part(name)] == []
    files = [path.parts[0] for one in brought for path in distribution(one.name).files or []]
    owners = {name for name in files if not name.endswith(".libs")}
    binaries = [path for path in bundle.rglob("*") if path.is_file() and not path.is_symlink() and is_binary(path)]
    assert len(binaries) > 100
    assert texts.strangers(binaries, owners) == []


def is_binary(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def test_the_archive_runs_from_where_it_is_unpacked(program: Path, tmp_path: Path) -> None:
    library = ("--library", tmp_path / "library")
    run(program, "index", *library, SAMPLES, timeout=DEADLINE)
    assert "Why a window freezes" in run(program, "search", *library, QUESTION, timeout=DEADLINE)


def started_by_a_menu(entry: Sequence[str]) -> dict[str, str]:
    return dict(line.split("=", 1) for line in entry if "=" in line)


def test_the_desktop_knows_the_program(system: CleanSystem) -> None:
    share = system.root / "usr/share"
    entry = started_by_a_menu((share / "applications/meanwhile.desktop").read_text().splitlines())
    program = entry["Exec"].split()[0]
    assert (system.root / "usr/bin" / program).readlink() == Path("../lib/meanwhile/meanwhile")
    assert "application/pdf" in entry["MimeType"].split(";")
    sizes = {path.parent.parent.name for path in share.glob(f"icons/hicolor/*/apps/{entry['Icon']}.*")}
    assert {"16x16", "32x32", "48x48", "256x256", "scalable"} <= sizes
    # Nothing is left behind.
    run("chroot", system.root, "dpkg", "--purge", "meanwhile-desktop")
    assert not (system.root / "usr/lib/meanwhile").exists()
