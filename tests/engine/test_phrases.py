"""What the engine says in English is known again by its pattern."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from engine.phrases import Phrase, Wordbook, counted, joined, phrase

BOOK = Wordbook(
    [
        "{} does not exist.",
        "The file has {} MB; more than {} MB are not read.",
        "Split it.",
        "Reading it {} %Ln time(s).",
        "crashed a worker process ({})",
        "exit code {}",
        "%Ln page(s)",
        "a worker tried to {}",
        "open a file",
        "denied by the kernel",
        "model",
    ]
)


def patterns(one: Phrase) -> Iterator[str]:
    yield one.pattern
    for value in one.values:
        assert isinstance(value, Phrase), f"{value} is not known"
        yield from patterns(value)


def test_a_sentence_is_known_again_with_what_was_put_in() -> None:
    found = BOOK.find("The file has 2,100 MB; more than 2,048 MB are not read.")
    assert found is not None
    assert found == "The file has 2,100 MB; more than 2,048 MB are not read."
    assert (found.pattern, found.values) == ("The file has {} MB; more than {} MB are not read.", ("2,100", "2,048"))


def test_what_was_put_in_is_known_again_too() -> None:
    found = BOOK.find("Reading it crashed a worker process (exit code 3) 2 times.")
    assert found is not None
    (how,) = found.values
    assert found.number == 2
    assert how.pattern == "crashed a worker process ({})"  # type: ignore[attr-defined]
    assert how.values[0].values == ("3",)  # type: ignore[attr-defined]


@pytest.mark.parametrize(("text", "count"), [("1 page", 1), ("2 pages", 2), ("1,234 pages", 1234)])
def test_one_and_many_are_the_same_phrase(text: str, count: int) -> None:
    found = BOOK.find(text)
    assert found is not None
    assert (found.pattern, found.number) == ("%Ln page(s)", count)
    assert counted(found.pattern, count) == text


def test_sentences_and_lists_are_known_piece_by_piece() -> None:
    found = BOOK.find("The file has 3 MB; more than 2 MB are not read. Split it.")
    assert found is not None
    assert found.values == ("The file has 3 MB; more than 2 MB are not read.", "Split it.")
    swallowed = BOOK.find("Split it. /a does not exist.")
    assert swallowed is not None
    assert swallowed.values == ("Split it.", "/a does not exist.")
    listed = BOOK.find("a worker tried to open a file: denied by the kernel; open a file: denied by the kernel")
    assert listed is not None
    assert set(patterns(listed)) - {"{}: {}", "{}; {}"} == {
        "a worker tried to {}",
        "open a file",
        "denied by the kernel",
    }


@pytest.mark.parametrize("name", ["/a/b. c; d.txt", "/two\nlines", "/{} (1)", "/model", "/x does not exist."])
def test_any_file_name_can_be_put_in(name: str) -> None:
    found = BOOK.find(f"{name} does not exist.")
    assert found is not None
    assert found.values == (name,)


@pytest.mark.parametrize("text", ["", "Nobody says this.", "Split it. Nobody says this.", "page 3", "12 page"])
def test_what_nobody_says_is_not_known(text: str) -> None:
    assert BOOK.find(text) is None


def test_a_single_word_that_was_put_in_is_a_persons_own() -> None:
    found = BOOK.find("model does not exist.")
    assert found is not None
    assert not hasattr(found.values[0], "pattern")
    assert BOOK.find("model") is not None


def test_a_phrase_is_plain_english_to_who_takes_it_as_text() -> None:
    assert joined(phrase("{} does not exist.", "/a"), counted("%Ln page(s)", 2)) == "/a does not exist. 2 pages"
