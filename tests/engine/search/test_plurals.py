"""The other number of a word is found, too, where the index cuts off what only looks like an ending."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from engine.records import Query
from engine.search.keyword import KeywordIndex
from engine.search.marking import Marker
from engine.store.database import Database

if TYPE_CHECKING:
    from tests.engine.conftest import Hand

PAIRS = (
    *("lens/lenses", "bus/buses", "gas/gases", "bias/biases", "alias/aliases", "virus/viruses", "focus/focuses"),
    *("status/statuses", "campus/campuses", "Status/STATUSES", "axis/axes", "crisis/crises", "analysis/analyses"),
    *("index/indices", "matrix/matrices", "appendix/appendices", "tie/ties", "die/dies", "knife/knives"),
)


@pytest.fixture
def index(database: Database) -> KeywordIndex:
    return KeywordIndex(database)


@pytest.fixture
def found(index: KeywordIndex, database: Database) -> Callable[[Query], list[str]]:
    """The passages that are found, in their order."""

    def search(query: Query) -> list[str]:
        ids = sorted(text_id for text_id, _ in index.search(query, 100))
        return [database.value("SELECT text FROM texts WHERE id = ?", (one,)) for one in ids]

    return search


@pytest.mark.parametrize("pair", PAIRS)
def test_a_word_is_found_in_both_numbers(hand: Hand, found: Callable[[Query], list[str]], pair: str) -> None:
    one, many = pair.split("/")
    hand.read("/a", [f"The {one} here.", f"Two {many} here.", "Nothing here."])
    for query in (one, many):
        assert found(Query(f"{query} ")) == [f"The {one} here.", f"Two {many} here."]
        assert found(Query("here ", excluded=(query,))) == ["Nothing here."]


@pytest.mark.parametrize(
    ("query", "others"),
    [
        ("basis", "It is based on a base."),
        ("bases", "The base, aber der Bas."),
        ("index", "This indicates that it is indicated."),
        ("complex", "It is complicated."),
        ("thesis", "These are others."),
        ("doses", "One dose, but uno y dos."),
        ("cases", "The case of Los Angeles, CA."),
        ("cas", "The case is closed."),
        ("saves", "It can save what is safe."),
        ("safe", "It saves and can save."),
        ("prices", "The price was a Grand Prix."),
        ("uses", "Give us some."),
    ],
)
def test_what_only_looks_like_the_other_number_is_another_word(
    hand: Hand, database: Database, index: KeywordIndex, query: str, others: str
) -> None:
    hand.read("/a", [f"Here is {query}, which is meant.", *(f"{others} No. {number}" for number in range(5))])
    # What the index takes for one word itself is not to be told apart here.
    same = {term for _, _, term in database.tokens(query)}
    for way in index.spelled(f"{query} "):
        assert {term for _, _, term in database.tokens(way)} == same


def test_both_numbers_are_one_word_and_both_are_marked(hand: Hand, database: Database, index: KeywordIndex) -> None:
    hand.read("/a", ["Title", "some lens here", "some lenses here", "many other words in this one"])
    (first, one), (second, other) = index.search(Query("lenses "), 10)
    assert ({first, second}, one) == ({2, 3}, other)
    assert index.search(Query("lens lenses"), 10) == index.search(Query("lens "), 10)
    made = Marker(database, "lens", index.spelled("lens"), index.prefixes("lens")).snippet("A lens, many lenses.")
    assert [made.text[start:end] for start, end in made.marks] == ["lens", "lenses"]


def test_what_comes_into_the_library_later_is_found(hand: Hand, index: KeywordIndex) -> None:
    hand.read("/a", ["bus"])
    assert len(index.search(Query("bus "), 10)) == 1
    hand.read("/b", ["buses"])
    assert len(index.search(Query("bus "), 10)) == 2


BEGINNINGS = (
    "The bus stops.",
    "But it was built, the building.",
    "A busy business.",
    "Gas and gasoline.",
    "A gap in the gate.",
    "class",
    "A clause with a clabel.",
    "grayscale and graisse",
)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("bus*", ["bus", "busy", "business"]),
        ("gas*", ["Gas", "gasoline"]),
        ("gaso", ["gasoline"]),
        ("clas", ["class"]),
        ("clas*", ["class"]),
        ("gray*", ["grayscale"]),
        ("buildings*", ["building"]),
    ],
)
def test_a_beginning_finds_and_marks_only_what_begins_so(
    hand: Hand, database: Database, index: KeywordIndex, query: str, expected: list[str]
) -> None:
    hand.read("/a", BEGINNINGS)
    marker = Marker(database, query, index.spelled(query), index.prefixes(query))
    texts = [database.value("SELECT text FROM texts WHERE id = ?", (one,)) for one, _ in index.search(Query(query), 10)]
    made = [marker.snippet(text) for text in texts]
    assert sorted(one.text[start:end] for one in made for start, end in one.marks) == sorted(expected)
    assert all(one.marks for one in made)
