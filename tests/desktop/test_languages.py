"""English is complete in the code; German has begun; nothing is shown without asking for its translation."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from desktop import wording
from desktop.languages import install
from engine.paths import resources
from engine.records import DocumentState
from tests.desktop import translations

BEGUN = 0.6
"""So much of every language is there at least; what is missing stays English."""


@pytest.fixture
def german(qapp: QApplication) -> Iterator[QLocale]:
    before = QLocale()
    known = set(qapp.findChildren(QTranslator))
    yield install(qapp, resources(), "de")
    for one in set(qapp.findChildren(QTranslator)) - known:
        qapp.removeTranslator(one)
        one.deleteLater()
    QLocale.setDefault(before)


def test_every_text_is_offered_to_translators() -> None:
    names = (": Meanwhile",)
    assert [line for line in translations.untranslated_literals() if not line.endswith(names)] == []


def test_translations_keep_the_places_of_what_is_put_in() -> None:
    for language in translations.LANGUAGES:
        for (_, source), said in translations.translated(language).items():
            assert not said or said.count("{}") == source.count("{}"), source


def test_what_is_compiled_is_what_is_written(german: QLocale) -> None:
    assert german.language() is QLocale.Language.German
    compiled = QTranslator()
    assert compiled.load(str(translations.FOLDER / "meanwhile_de.qm"))
    written = translations.translated("de")
    for (context, source), said in written.items():
        assert (compiled.translate(context, source) or "") == said, "run make translations"
    assert sum(bool(written.get(text)) for text in translations.texts()) >= BEGUN * len(translations.texts())


@pytest.mark.usefixtures("german")
def test_words_and_numbers_are_german() -> None:
    assert wording.state_word(DocumentState.READY) == "Bereit"
    assert wording.attention(12_345) == "12.345 brauchen Aufmerksamkeit"


def test_an_unknown_language_stays_english(qapp: QApplication) -> None:
    before = QLocale()
    assert install(qapp, resources(), "tlh").language() is QLocale.Language.English
    assert wording.number(1_000) == "1,000"
    QLocale.setDefault(before)
