"""The log file: what went wrong with which file, for the person and for a report; never what is in a document."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

import platformdirs

from engine.paths import APP_NAME

FILE_NAME = "meanwhile.log"
_OURS = ("desktop", "engine", "models")
_MAX_BYTES = 1024**2
_KEPT = 3


def log_folder() -> Path:
    """Where the log is kept on this system."""
    return platformdirs.user_log_path(APP_NAME, appauthor=False)


def log_files(folder: Path | None = None) -> list[Path]:
    """The log's files that exist, newest first."""
    where = folder or log_folder()
    names = [FILE_NAME, *(f"{FILE_NAME}.{number}" for number in range(1, _KEPT + 1))]
    return [where / name for name in names if (where / name).is_file()]


def configure_log(folder: Path | None = None) -> None:
    """Have Meanwhile's own modules write into the log file, four files of 1 MB at most; for the main process only.

    Called again, it moves the log. Where none can be written, work goes on without.
    """
    where = folder or log_folder()
    for name in _OURS:
        logger = logging.getLogger(name)
        for old in [one for one in logger.handlers if one.name == FILE_NAME]:
            logger.removeHandler(old)
            old.close()
    try:
        where.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(where / FILE_NAME, maxBytes=_MAX_BYTES, backupCount=_KEPT, encoding="utf-8")
    except OSError as error:
        logging.getLogger(__name__).info("no log is kept: %s", error)
        return
    handler.name = FILE_NAME
    handler.setFormatter(logging.Formatter("%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"))
    for name in _OURS:
        logger = logging.getLogger(name)
        logger.setLevel(logging.INFO)
        logger.addHandler(handler)
