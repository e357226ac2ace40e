"""Running the window's process: from the first line of Qt to the exit code."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence

from PySide6.QtWidgets import QApplication

from desktop.end_signals import EndSignals
from desktop.languages import install
from desktop.mishaps import Mishaps
from desktop.program import Program
from desktop.single_instance import hand_over
from engine.choices import Choices
from engine.log import FILE_NAME, configure_log, log_folder
from engine.paths import resources


def run(choices: Choices, paths: Sequence[str], qt_arguments: Sequence[str]) -> int:
    """Open the window and stay until it is closed; the process's exit code.

    When a window has the library open already, the files are handed over to it instead.
    """
    # Other threads may hold the interpreter for a whole interval before the window gets it back, and a repaint asks for
    # it dozens of times: with Python's 5 ms it would always be late. Measured in turns, at full load beside other
    # programs: with 1 ms three and seven gaps over 50 ms in 12 s, with this one each; on a machine of its own, alike.
    sys.setswitchinterval(0.0002)
    qt = QApplication(["meanwhile", *qt_arguments])
    qt.setApplicationName("meanwhile")
    qt.setApplicationDisplayName("Meanwhile")
    qt.setDesktopFileName("meanwhile")
    # Closing the window starts the quit; it ends when the engine has.
    qt.setQuitOnLastWindowClosed(False)
    locale = install(qt, resources(), choices.settings.language)
    qt.setLayoutDirection(locale.textDirection())
    if qt_arguments and qt.platformName() == "offscreen":
        return 2
    if hand_over(choices.settings.library_folder.absolute(), paths):
        return 0
    logging.basicConfig(level=logging.WARNING)
    configure_log()
    mishaps = Mishaps(log_folder() / FILE_NAME)
    mishaps.install()
    program = Program(qt, choices)
    mishaps.happened.connect(program.tell)
    end_signals = EndSignals(program.leave_off)
    end_signals.came.connect(program.quit)
    program.start(paths)
    code = qt.exec()
    end_signals.remove()
    mishaps.remove()
    if not program.wait():
        # As in Application.stop: Qt would abort over a thread that still runs.
        logging.shutdown()
        os._exit(code)
    return code
