"""Accents do not matter, nor strokes and joined letters: what people take for the same word is found as one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.records import Query
from engine.search.keyword import KeywordIndex
from engine.search.marking import Marker
from engine.search.spelling import LONGEST, MOST, Spellings, plain
from engine.store.database import Database

if TYPE_CHECKING:
    from tests.engine.conftest import Hand

PASSAGES = (
    "Η Αθήνα και ο Πειραιάς, χαΐρι και πρωί.",
    "ΑΘΗΝΑ ΚΑΙ ΠΕΙΡΑΙΑΣ",
    "Ἐν ἀρχῇ ἦν ὁ λόγος.",
    "Smørrebrød i København",
    "Smorrebrod in Kobenhavn",
    "Łódź, die Straße am Fluß",
    "Lodz, a street or Strasse by the river",
    "Đorđe likes an œuvre of Æsop",
    "Dorde likes the oeuvre of Aesop",
    "ısıtma ve soğutma",
    "йод и ёлка",
    "иод и елка",
    "Þingvellir",
)


@pytest.fixture
def index(hand: Hand, database: Database) -> KeywordIndex:
    hand.read("/a", PASSAGES)
    return KeywordIndex(database)


@pytest.fixture
def found(index: KeywordIndex, database: Database) -> Callable[[Query], set[int]]:
    """Which of the passages are found."""
    numbers = {text_id: PASSAGES.index(text) for text_id, text in database.rows("SELECT id, text FROM texts")}
    return lambda query: {numbers[text_id] for text_id, _ in index.search(query, 100)}


@pytest.mark.parametrize(
    ("queries", "expected"),
    [
        ("Αθήνα αθηνα ΑΘΗΝΑ Ἀθήνα", {0, 1}),
        ("Πειραιάς πειραιασ ΠΕΙΡΑΙΑΣ πειραιας", {0, 1}),
        ("χαιρι χαΐρι χαϊρι", {0}),
        ("αρχη αρχή ἀρχῇ", {2}),
        ("λογος λόγος ΛΟΓΟΣ", {2}),
        ("smorrebrod Smørrebrød smørrebrod SMØRREBRØD", {3, 4}),
        ("kobenhavn København", {3, 4}),
        ("lodz Łódź łodz lódź ŁÓDŹ", {5, 6}),
        ("strasse Straße STRASSE STRAẞE", {5, 6}),
        ("fluss Fluß", {5}),
        ("dorde Đorđe đorde", {7, 8}),
        ("oeuvre œuvre", {7, 8}),
        ("aesop Æsop", {7, 8}),
        ("isitma ısıtma", {9}),
        ("йод", {10}),
        ("иод", {11}),
        ("ёлка елка", {10, 11}),
        ("thingvellir Þingvellir", {12}),
    ],
)
def test_a_word_is_found_however_it_is_spelled(
    found: Callable[[Query], set[int]], queries: str, expected: set[int]
) -> None:
    for query in queries.split():
        assert found(Query(query)) == expected, query


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (Query("smor"), {3, 4}),
        (Query("smør"), {3, 4}),
        (Query("kobenha* strass*"), {3, 4, 5, 6}),
        (Query("lodz", excluded=("strasse",)), set()),
        (Query("lodz", excluded=("die Straße",)), {6}),
        (Query("strasse", phrases=("strasse am fluss",)), {5}),
        (Query("αθηνα", phrases=("αθηνα και ο πειραιας",)), {0}),
        (Query("αθηνα", phrases=("αθηνα και πειραιας",)), {1}),
    ],
)
def test_so_are_beginnings_phrases_and_what_is_left_out(
    found: Callable[[Query], set[int]], query: Query, expected: set[int]
) -> None:
    assert found(query) == expected


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ("strasse", "Die Straße, die STRASSE.", ["Straße", "STRASSE"]),
        ("Αθηνα", "Η Αθήνα, ΑΘΗΝΑ.", ["Αθήνα", "ΑΘΗΝΑ"]),
        ("smor", "Smørrebrød", ["Smørrebrød"]),
        ("йод", "иод и йод", ["йод"]),
    ],
)
def test_every_spelling_is_marked(
    index: KeywordIndex, database: Database, query: str, text: str, marked: list[str]
) -> None:
    made = Marker(database, query, index.spelled(query), index.prefixes(query)).snippet(text)
    assert [made.text[start:end] for start, end in made.marks] == marked


def test_spellings_score_as_one_word(hand: Hand, database: Database) -> None:
    hand.read("/a", ["title", "a strasse and straße", "the straße and straße", "one strasse only here", "and nothing"])
    index = KeywordIndex(database)
    (first, one), (second, other), (third, less) = index.search(Query("strasse"), 10)
    assert [first, second, third] == [2, 3, 4]
    assert one == other > less
    assert index.search(Query("strasse Straße"), 10) == index.search(Query("Strasse"), 10)


def test_what_comes_into_the_library_later_is_found(hand: Hand, database: Database) -> None:
    index = KeywordIndex(database)
    hand.read("/a", ["lodz"])
    assert len(index.search(Query("lodz"), 10)) == 1
    hand.read("/b", ["Łódź"])
    assert len(index.search(Query("lodz"), 10)) == 2


def test_a_word_of_endless_spellings_is_looked_for_in_some_of_them(hand: Hand, database: Database) -> None:
    spellings = ["".join("oø"[number >> place & 1] for place in range(9)) for number in range(512)]
    hand.read("/a", [" ".join(spellings)])
    assert MOST <= len(Spellings(database).of(["o" * 9])["o" * 9]) <= 2 * MOST


def test_what_is_no_word_is_not_followed_letter_by_letter(hand: Hand, database: Database) -> None:
    hand.read("/a", ["ø" * 1_000])
    spellings = Spellings(database).of(["o" * LONGEST, "o" * (LONGEST + 1)])
    assert [len(others) > 0 for others in spellings.values()] == [True, False]


LETTERS = "oøłlđdßsæaeœıiάαέεώωςσёей"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(word=st.text(LETTERS, min_size=1, max_size=12))
def test_a_word_is_found_by_its_plain_spelling(hand: Hand, database: Database, index: KeywordIndex, word: str) -> None:
    hand.read(f"/{word}", [word])
    text_id = database.value("SELECT id FROM texts WHERE text = ?", (word,))
    assert text_id in {one for one, _ in index.search(Query(f"{plain(word)} "), 1_000_000)}
