"""Snippets: the part of a text with most words of the query, these words marked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.search.snippets import LENGTH, snippet
from engine.store.database import Database

WORDS = st.sampled_from(
    [
        "lamp",
        "Lamps",
        "light",
        "lärm",
        "日本",
        "a",
        "the",
        "e\N{COMBINING ACUTE ACCENT}t\N{COMBINING ACUTE ACCENT}",
        "x" * 300,
    ]
)
GAPS = st.sampled_from([" ", "  ", "\n\n", ", ", ". ", "\t", "🎉", "-", "\N{NO-BREAK SPACE}", "\N{LINE SEPARATOR}"])
TEXTS = st.one_of(
    st.text(),
    st.lists(st.tuples(WORDS, GAPS), max_size=200).map(lambda parts: "".join(word + gap for word, gap in parts)),
)


@pytest.fixture(scope="module")
def tokenizer(tmp_path_factory: pytest.TempPathFactory) -> Database:
    return Database(tmp_path_factory.mktemp("tokens"))


def cut(tokenizer: Database, text: str, query: str) -> tuple[str, list[str]]:
    made = snippet(text, tokenizer.tokens(text), frozenset(term for _, _, term in tokenizer.tokens(query)))
    return made.text, [made.text[start:end] for start, end in made.marks]


def test_a_short_text_is_shown_whole_with_every_match_marked(tokenizer: Database) -> None:
    assert cut(tokenizer, "The lamp,\n  the LAMPS!", "a lamp") == ("The lamp, the LAMPS!", ["lamp", "LAMPS"])


def test_without_a_match_the_beginning_is_shown_cut_at_a_word(tokenizer: Database) -> None:
    text, marks = cut(tokenizer, "word " * 100, "lamp")
    assert marks == []
    assert text.startswith("word word")
    assert text.endswith("word …")


def test_the_passage_with_most_words_of_the_query_is_chosen(tokenizer: Database) -> None:
    text = "lamp lamp lamp " + "filler " * 100 + "the keeper lights the lamp at dusk " + "filler " * 100
    shown, marks = cut(tokenizer, text, "light a lamp at dusk")
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert marks == ["lights", "lamp", "at", "dusk"]


def test_a_match_at_the_very_end_is_shown_with_what_comes_before(tokenizer: Database) -> None:
    shown, marks = cut(tokenizer, "filler " * 100 + "lamp", "lamp")
    assert marks == ["lamp"]
    assert shown.startswith("… filler")
    assert shown.endswith("filler lamp")


def test_a_word_longer_than_a_snippet_is_cut(tokenizer: Database) -> None:
    shown, marks = cut(tokenizer, "x" * 10_000, "x" * 10_000)
    assert len(shown) <= LENGTH + 4
    assert marks == []


def test_the_best_sentence_comes_first(tokenizer: Database) -> None:
    filler = "It rained all day and nobody went out at all. " * 6
    text = f"{filler}A keeper, who was old, lit the lamp at dusk. {filler}"
    shown, marks = cut(tokenizer, text, "lamp at dusk")
    assert shown.startswith("… A keeper, who was old, lit the lamp at dusk. It rained")
    assert marks[:3] == ["lamp", "at", "dusk"]


def test_an_empty_text_gives_an_empty_snippet(tokenizer: Database) -> None:
    assert cut(tokenizer, "", "lamp") == ("", [])
    assert cut(tokenizer, " \n ", "lamp") == ("", [])


@given(text=TEXTS, query=st.one_of(st.text(), st.lists(WORDS, max_size=5).map(" ".join)))
def test_marks_lie_inside_in_order_and_say_words_of_the_query(tokenizer: Database, text: str, query: str) -> None:
    terms = frozenset(term for _, _, term in tokenizer.tokens(query))
    made = snippet(text, tokenizer.tokens(text), terms)
    end_before = 0
    for start, end in made.marks:
        assert end_before <= start < end <= len(made.text)
        assert next(term for _, _, term in tokenizer.tokens(made.text[start:end])) in terms
        end_before = end


@given(text=TEXTS, query=st.one_of(st.text(), st.lists(WORDS, max_size=5).map(" ".join)))
def test_a_snippet_is_short_single_spaced_and_part_of_the_text(tokenizer: Database, text: str, query: str) -> None:
    terms = frozenset(term for _, _, term in tokenizer.tokens(query))
    shown = snippet(text, tokenizer.tokens(text), terms).text
    assert len(shown) <= LENGTH + len("… ") + len(" …")
    assert shown == " ".join(shown.split())
    assert shown.removeprefix("… ").removesuffix(" …").strip() in " ".join(text.split())


@given(filler=st.integers(0, 60), tail=st.integers(0, 60))
def test_a_word_of_the_query_that_is_in_the_text_is_in_the_snippet(tokenizer: Database, filler: int, tail: int) -> None:
    _, marks = cut(tokenizer, "filler, " * filler + "lamp" + " other" * tail, "lamp")
    assert marks == ["lamp"]


def test_a_passage_does_not_begin_behind_an_apostrophe(database: Database) -> None:
    text = "Linux's " * 60 + "kqueue arrived"
    cut = snippet(text, database.tokens(text), frozenset(["kqueue"]))
    assert cut.text.startswith("… Linux's ")
    assert [cut.text[start:end] for start, end in cut.marks] == ["kqueue"]
