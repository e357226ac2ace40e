"""Every failure is in the log, and a report packs what helps to find a problem, but nothing that is private."""

from __future__ import annotations

import json
import logging
import shutil
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from engine.log import FILE_NAME, configure_log, log_files, log_folder
from engine.records import DocumentState

if TYPE_CHECKING:
    from tests.end_to_end.conftest import Maker, Program

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures/documents"


def test_what_fails_is_in_the_log_and_in_the_report_without_its_folders(
    program: Program, maker: Maker, tmp_path: Path
) -> None:
    maker.notes(2)
    shutil.copy(FIXTURES / "truncated.pdf", maker.folder / "Café's plan.pdf")
    program.ask("index", maker.folder, maker.folder / "is not there.txt")

    log = log_files()[0].read_text()
    reasons = {name: program.reason(name) for name in ("Café's plan.pdf", "is not there.txt")}
    for name, reason in reasons.items():
        assert f'failed "{maker.folder / name}": {reason}' in log
    assert "note 0" not in log

    report = tmp_path / "report.zip"
    assert str(report) in program.order("report", "--output", report)
    with zipfile.ZipFile(report) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert parts.keys() == {"facts.json", f"log/{FILE_NAME}"}
    facts = json.loads(parts["facts.json"])
    told = {one["name"]: one for one in facts["documents"]}
    assert told.keys() == reasons.keys()
    assert told["Café's plan.pdf"]["state"] == DocumentState.FAILED
    assert told["Café's plan.pdf"]["size"] == (FIXTURES / "truncated.pdf").stat().st_size
    assert {check["name"] for check in facts["checks"]} >= {"program", "library", "model", "workers", "sandbox"}
    for name in reasons:
        assert f'failed "{name}": ' in parts[f"log/{FILE_NAME}"]
    everything = "".join(parts.values())
    assert str(maker.folder) not in everything
    assert "is not there.txt does not exist" in told["is not there.txt"]["reason"]
    assert "lantern" not in everything
    assert "About note" not in everything


def test_a_worker_that_is_lost_is_in_the_log_with_its_document(program: Program, maker: Maker) -> None:
    maker.notes(1)
    poison = bytearray((FIXTURES / "stores.xls").read_bytes())
    poison[3712] = 0xFF
    (maker.folder / "poison.xls").write_bytes(poison)
    program.ask("index", maker.folder)
    log = log_files()[0].read_text()
    assert log.count(f'reading "{maker.folder / "poison.xls"}" crashed a worker process (SIGABRT)') == 2
    assert log.count("set_aside") == 1


def test_the_log_is_turned_over_before_it_grows_large(tmp_path: Path) -> None:
    configure_log(tmp_path)
    log = logging.getLogger("engine.something")
    for _ in range(6_000):
        log.info("%s", "x" * 1_000)
    assert len(log_files(tmp_path)) == 4
    assert sum(path.stat().st_size for path in log_files(tmp_path)) <= 4 * 1024**2
    configure_log()


def test_where_no_log_can_be_written_nothing_fails(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    configure_log(tmp_path / "file")
    logging.getLogger("engine.something").info("said to nobody")
    assert log_files(tmp_path / "file") == []
    configure_log()
    assert log_files() == [log_folder() / FILE_NAME]
