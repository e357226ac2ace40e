"""Search by words: whatever a person types is looked up as words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from engine.records import Query
from engine.search import keyword
from engine.search.keyword import KeywordIndex
from engine.store.database import Database

if TYPE_CHECKING:
    from tests.engine.conftest import Hand

Search = Callable[..., list[int]]

PASSAGES = (
    "The database increases its response to every purchase.",
    "Cafés in Zürich serve naïve señores, running late.",
    "A near and distant NOT AND OR lamp.",
    "日本語 and עברית and Ελληνικά, all in one.",
    "The lamp. The lamp again: lamp, lamp, lamp.",
    "One lamp among a great many other words that say nothing at all about what gives light in the dark of the night.",
)


@pytest.fixture
def lookup(database: Database) -> Search:
    """Search by words alone, for plain text; returns ids of texts, best first."""
    index = KeywordIndex(database)

    def search(text: str, limit: int) -> list[int]:
        return [text_id for text_id, _ in index.search(Query(text), limit)]

    return search


@pytest.fixture
def found(hand: Hand, database: Database, lookup: Search) -> Search:
    """Search these passages, and tell which of them were found, best first."""
    hand.read("/a", PASSAGES)
    numbers = {text_id: PASSAGES.index(text) for text_id, text in database.rows("SELECT id, text FROM texts")}

    def search(query: str, limit: int = 10) -> list[int]:
        return [numbers[text_id] for text_id in lookup(query, limit)]

    return search


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("database", [0]),
        ("DATABASES", [0]),
        ("increase", [0]),
        ("increasing", [0]),
        ("response", [0]),
        ("purchases", [0]),
        ("cafe", [1]),
        ("café", [1]),
        ("cafe\N{COMBINING ACUTE ACCENT}", [1]),
        ("ZURICH", [1]),
        ("run", [1]),
        ("senor", [1]),
        ("עברית", [3]),
        ("日本語", [3]),
        ("nothing-much", [5]),
        ("nowhere", []),
        ("", []),
        (" \t\n", []),
        ("?!", []),
        ("🎉", []),
    ],
)
def test_words_are_found_whatever_their_ending_case_or_accents(found: Search, query: str, expected: list[int]) -> None:
    assert found(query) == expected


@pytest.mark.parametrize("word", sorted({word.strip(".,:") for passage in PASSAGES for word in passage.split()}))
def test_every_word_that_was_indexed_is_found_by_itself(found: Search, word: str) -> None:
    expected = {number for number, passage in enumerate(PASSAGES) if word in passage.replace(".", " ").split()}
    assert expected <= set(found(word))


@pytest.mark.parametrize(
    "query", ['"lamp', "lamp*", "NEAR(lamp light, 2)", "text:lamp", "^lamp", "lamp) OR (", "-lamp", "lamp\0"]
)
def test_what_means_something_to_the_database_means_nothing_here(found: Search, query: str) -> None:
    assert {2, 4, 5} <= set(found(query))


def test_any_word_suffices_and_more_and_rarer_words_rank_higher(found: Search) -> None:
    assert found("lamp")[0] == 4
    assert found("dark lamp")[0] == 5
    assert set(found("dark lamp nowhere")) == {2, 4, 5}
    assert found("lamp", limit=1) == [4]


def test_texts_of_removed_documents_are_not_found(hand: Hand, lookup: Search) -> None:
    hand.read("/a", ["alpha"])
    hand.read("/a", ["omega"])
    assert lookup("alpha", 10) == []
    assert len(lookup("omega", 10)) == 1


def test_a_query_longer_than_anybody_types_is_cut(hand: Hand, database: Database, lookup: Search) -> None:
    hand.read("/a", ["first", "last"])
    query = "first " + " ".join(f"word{number}" for number in range(5_000)) + " last"
    assert len(keyword.terms(database, query)) == keyword.MAX_TERMS
    assert len(lookup(query, 10)) == 1


def test_terms_are_distinct_in_the_order_of_the_query(database: Database) -> None:
    assert keyword.terms(database, "Lamps, lamp, LIGHTS") == {"lamp": "Lamps", "light": "LIGHTS"}


def test_function_words_count_only_when_there_are_no_others(database: Database) -> None:
    assert list(keyword.terms(database, "the lamp and the light")) == ["lamp", "light"]
    assert list(keyword.terms(database, "To be or not to be")) == ["to", "be", "or", "not"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    query=st.one_of(st.text(), st.text(alphabet="\"*^:-+(){}'\\ \0ab NEAROT"), st.from_regex(r"\w+", fullmatch=True))
)
@example(query="\ud800 lamp")
@example(query='"" OR ""')
@example(query="\N{RIGHT-TO-LEFT OVERRIDE}lamp\N{ZERO WIDTH JOINER}")
def test_no_query_is_an_error(lookup: Search, query: str) -> None:
    assert lookup(query, 10) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(text=st.text(min_size=1))
def test_a_text_is_found_by_any_of_its_words(hand: Hand, database: Database, text: str, lookup: Search) -> None:
    if any("\ud800" <= character <= "\udfff" for character in text):
        return
    hand.read(text.encode().hex(), [text])
    text_id = database.value("SELECT id FROM texts WHERE text = ?", (text,))
    for start, end, _ in database.tokens(text)[: keyword.MAX_TERMS]:
        assert text_id in lookup(text[start:end], 1_000)


@pytest.fixture
def crowded(hand: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    """A library in which "common" and "usual" stand almost everywhere, and only a few texts may be scored."""
    monkeypatch.setattr(keyword, "BUDGET", 8)
    monkeypatch.setattr(keyword, "ENOUGH", 4)
    texts = [f"common text number {number}" for number in range(60)]
    texts += [f"usual text number {number}" for number in range(60)]
    texts[70] = "usual and common, both in one"
    texts[35] = "a common quokka by the lake"
    texts[90] = "a usual quokka with common words"
    hand.read("/a", texts)


@pytest.mark.usefixtures("crowded")
def test_of_frequent_words_only_few_passages_are_scored(lookup: Search) -> None:
    assert 0 < len(lookup("common", 100)) <= keyword.BUDGET
    assert len(lookup("common text", 100)) <= 2 * keyword.BUDGET


@pytest.mark.usefixtures("crowded")
def test_passages_with_the_rare_word_are_found_among_any_number_and_ranked_by_all(
    lookup: Search, database: Database
) -> None:
    def texts(query: str, limit: int) -> list[str]:
        return [database.value("SELECT text FROM texts WHERE id = ?", (one,)) for one in lookup(query, limit)]

    assert texts("common usual quokka", 2) == ["a usual quokka with common words", "a common quokka by the lake"]
    assert set(texts("quokka common", 2)) == {"a common quokka by the lake", "a usual quokka with common words"}


@pytest.mark.usefixtures("crowded")
def test_passages_with_all_frequent_words_are_found_among_any_number(lookup: Search, database: Database) -> None:
    found = [database.value("SELECT text FROM texts WHERE id = ?", (one,)) for one in lookup("usual common", 2)]
    assert found[0] == "usual and common, both in one"
