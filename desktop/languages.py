"""The language of the window: texts in the code are English, others come from ``resources/translations``."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator


def install(app: QCoreApplication, resources: Path, language: str) -> QLocale:
    """Speak this language from now on: "system", or a code such as "de"; what is not translated stays English.

    Returns:
        The locale in whose language the window speaks.
    """
    locale = QLocale.system() if language == "system" else QLocale(language)
    folder = str(resources / "translations")
    english = QLocale(QLocale.Language.English)
    # Below every other language: how English says one and many.
    _take_up(app, english, "meanwhile", folder)
    if _take_up(app, locale, "meanwhile", folder):
        # What Qt itself says, such as the buttons of its dialogs.
        _take_up(app, locale, "qtbase", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    else:
        locale = english
    QLocale.setDefault(locale)
    return locale


def _take_up(app: QCoreApplication, locale: QLocale, name: str, folder: str) -> bool:
    translator = QTranslator(app)
    return translator.load(locale, name, "_", folder) and app.installTranslator(translator)
