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
    ours = QTranslator(app)
    if ours.load(locale, "meanwhile", "_", folder):
        app.installTranslator(ours)
        # What Qt itself says, such as the buttons of its dialogs.
        theirs = QTranslator(app)
        if theirs.load(locale, "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            app.installTranslator(theirs)
    else:
        locale = QLocale(QLocale.Language.English)
    QLocale.setDefault(locale)
    return locale
