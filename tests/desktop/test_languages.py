"""English stands in the code; German says nearly all of it; nothing is shown without asking for its translation."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from desktop import wording
from desktop.lab import measures
from desktop.languages import install
from engine.paths import resources
from engine.phrases import COUNT, counted, joined, phrase
from engine.records import DocumentState, Reason
from tests.desktop import translations

BEGUN = 0.9
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


def places(text: str) -> tuple[int, bool]:
    return text.count("{}"), COUNT in text


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_translations_keep_the_places_of_what_is_put_in(language: str) -> None:
    for (_, source), (*other, said) in translations.translated(language).items():
        assert not said or places(said) == places(source), source
        # "Remove one document" needs no number.
        assert all(one.count("{}") == source.count("{}") for one in other if one), source


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_what_is_compiled_is_what_is_written(language: str) -> None:
    compiled = QTranslator()
    assert compiled.load(str(translations.FOLDER / f"meanwhile_{language}.qm"))
    written = translations.translated(language)
    for (context, source), forms in written.items():
        counts = (1, 2) if COUNT in source else (-1,)
        said = tuple(compiled.translate(context, source, None, count) or "" for count in counts)
        assert said == forms, "run make translations"
    wanted = translations.texts(language)
    assert sum(all(written.get(text, ("",))) for text in wanted) >= BEGUN * len(wanted)


def test_english_says_one_and_many() -> None:
    assert [wording.attention(count) for count in (1, 2, 1234)] == [
        "1 needs attention",
        "2 need attention",
        "1,234 need attention",
    ]


@pytest.mark.usefixtures("german")
def test_words_and_numbers_are_german() -> None:
    assert wording.state_word(DocumentState.READY) == "Bereit"
    assert wording.attention(1) == "1 braucht Aufmerksamkeit"
    assert wording.attention(12_345) == "12.345 brauchen Aufmerksamkeit"
    assert measures.span_of_time(12.34) == "12,3 s"


@pytest.mark.usefixtures("german")
def test_what_the_engine_put_into_words_is_german() -> None:
    assert wording.said(counted("%Ln passage(s)", 1200)) == "1.200 Stellen"
    words = joined(phrase("Killing {} in the middle", phrase("background")), phrase("There was nothing to do."))
    assert wording.said(words) == "Hintergrund wird mittendrin abgeschossen Es gab nichts zu tun."
    assert words == "Killing background in the middle There was nothing to do."


def test_an_unknown_language_stays_english(qapp: QApplication) -> None:
    before = QLocale()
    assert install(qapp, resources(), "tlh").language() is QLocale.Language.English
    assert wording.number(1_000) == "1,000"
    QLocale.setDefault(before)


def test_what_the_engine_can_say_is_listed() -> None:
    assert translations.PHRASES.read_text("utf-8") == translations.phrases(), "run make translations"


KNOWN = {
    ("The document asks for a password.", "Save a copy without a password and add that."): (
        "Das Dokument verlangt ein Kennwort. Speichere eine Kopie ohne Kennwort und füge diese hinzu."
    ),
    ("The file has 2,100 MB; more than 2,048 MB are not read.", ""): (
        "Die Datei hat 2.100 MB; mehr als 2.048 MB werden nicht gelesen."
    ),
    ("This is a picture (PNG), which Meanwhile does not read.", ""): (
        "Dies ist ein Bild (PNG); so etwas liest Meanwhile nicht."
    ),
    ("There is no text in this PDF: it looks like a scan, the 3 pages are pictures.", ""): (
        "In diesem PDF steht kein Text: es sieht nach einem Scan aus, die 3 Seiten sind Bilder."
    ),
    ("Reading it crashed a worker process (SIGSEGV) 2 times.", ""): (
        "Beim Lesen stürzte ein Arbeiterprozess ab (SIGSEGV); das geschah 2-mal."
    ),
    ("/home/eva/1.5, alt.pdf does not exist.", ""): "/home/eva/1.5, alt.pdf gibt es nicht.",
    ("Work is paused. The disk with /data is full.", "Free some space; nothing is lost."): (
        "Die Arbeit ruht. Die Platte mit /data ist voll. Schaffe etwas Platz; nichts ist verloren."
    ),
    ("Nobody has ever said this of 3 files.", ""): "Nobody has ever said this of 3 files.",
}
"""Message and hint, as an error has them or a library from long ago, and what the window makes of them."""


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize("reason", KNOWN)
def test_reasons_are_german_whatever_is_put_in(reason: tuple[str, str]) -> None:
    assert wording.why(Reason(*reason)) == KNOWN[reason]


@pytest.mark.usefixtures("german")
def test_every_sentence_of_the_engine_is_known_again() -> None:
    unknown = []
    for pattern in translations.phrases().splitlines():
        values = [f"value{number}" for number in range(pattern.count("{}"))]
        english = counted(pattern, 3, *values) if COUNT in pattern else phrase(pattern, *values)
        if wording.known_again(str(english)) != wording.said(english):
            unknown.append(pattern)
    assert unknown == []


@pytest.mark.usefixtures("german")
def test_checks_of_the_installation_are_german() -> None:
    tried = "a worker tried to open a file: denied by the kernel; make a socket: NOT denied"
    assert wording.known_again(tried) == (
        "ein Arbeiter versuchte dies – eine Datei öffnen: vom Kernel verwehrt; einen Socket anlegen: NICHT verwehrt"
    )
    assert wording.known_again("1,234 documents in /data; pages, passages, words and vectors agree") == (
        "1.234 Dokumente in /data; Seiten, Stellen, Wörter und Vektoren stimmen überein"
    )


def test_english_stays_as_it_is() -> None:
    reason = Reason("The file has 2,100 MB; more than 2,048 MB are not read.", "Split the document.")
    assert wording.told(reason) == reason
