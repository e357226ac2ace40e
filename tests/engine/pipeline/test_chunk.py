"""Chunks: within the model's limit, nothing lost, nothing twice, no word cut that could be kept whole."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.pipeline.chunk import MAX_CHARACTERS, chunk_page
from engine.pipeline.extract.content import Heading
from models.tokenizer import Tokenizer

SENTENCE = "Every ship that passes within three miles is written down with her name and her course. "
UNSPACED = re.compile("[\u2e80-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")

wild = st.text(max_size=300)
wordy = st.lists(
    st.sampled_from(
        [
            "lamp",
            "lighthouse-keeper",
            "x" * 90,
            "灯台の灯り",
            "ありがとう",
            ".",
            "?\n",
            "\n\n",
            " ",
            "\t",
            "ß𝔘",
            "e\u0301",
        ]
    ),
    max_size=400,
).map("".join)
texts = st.one_of(wild, wordy, st.tuples(wordy, wild, wordy).map(" ".join))


@settings(max_examples=150, deadline=None)
@given(text=texts, max_tokens=st.sampled_from([8, 32, 256]))
def test_any_text(tokenizer: Tokenizer, text: str, max_tokens: int) -> None:
    chunks = chunk_page(text, 7, tokenizer, max_tokens=max_tokens)
    position = 0
    for chunk in chunks:
        assert chunk.page == 7
        assert chunk.text == text[chunk.start : chunk.end]
        assert chunk.text == chunk.text.strip() != ""
        assert not text[position : chunk.start].strip()
        assert chunk.tokens == tokenizer.count(chunk.text) <= max_tokens
        assert len(chunk.text) <= MAX_CHARACTERS
        position = chunk.end
    assert not text[position:].strip()
    for before, after in pairwise(chunks):
        if before.end == after.start and not UNSPACED.search(text[before.end - 1 : after.start + 1]):
            # Cut within a word: only because the word alone is longer than a chunk.
            word = re.search(r"\S*\Z", text[: before.end]).group() + re.match(r"\S*", text[after.start :]).group()
            assert tokenizer.count(word) > max_tokens or len(word) > MAX_CHARACTERS


def test_chunks_are_well_filled_and_end_with_sentences(tokenizer: Tokenizer) -> None:
    chunks = chunk_page(SENTENCE * 300, 1, tokenizer)
    assert sum(chunk.tokens for chunk in chunks) / len(chunks) > 0.85 * tokenizer.max_tokens
    assert all(chunk.text.endswith(".") for chunk in chunks)


def test_lines_are_packed(tokenizer: Tokenizer) -> None:
    chunks = chunk_page("\n".join(f"item {n}" for n in range(300)), 1, tokenizer)
    assert all(chunk.tokens > 0.5 * tokenizer.max_tokens for chunk in chunks[:-1])


def test_a_paragraph_end_is_better_than_a_full_chunk(tokenizer: Tokenizer) -> None:
    text = SENTENCE * 10 + "\n\n" + SENTENCE * 30
    first = chunk_page(text, 1, tokenizer)[0]
    assert first.text == (SENTENCE * 10).strip()


def test_no_crumb_is_left_at_the_end(tokenizer: Tokenizer) -> None:
    text = SENTENCE * 15
    assert min(chunk.tokens for chunk in chunk_page(text, 1, tokenizer)) > 40


def test_a_heading_goes_with_what_follows_it(tokenizer: Tokenizer) -> None:
    before, title = SENTENCE * 9, "The fog signal"
    text = f"{before}\n\n{title}\n\n{SENTENCE * 20}"
    at = text.index(title)
    chunks = chunk_page(text, 1, tokenizer, heading="The lamp", headings=[Heading(at, at + len(title), title)])
    assert chunks[0].heading == "The lamp"
    assert chunks[1].text.startswith(title + "\n\nEvery ship")
    assert {chunk.heading for chunk in chunks[1:]} == {title}


def test_a_word_of_a_megabyte(tokenizer: Tokenizer) -> None:
    chunks = chunk_page("x" * 1_000_000, 1, tokenizer)
    assert sum(len(chunk.text) for chunk in chunks) == 1_000_000
    assert max(len(chunk.text) for chunk in chunks) <= MAX_CHARACTERS


@pytest.mark.parametrize("sentence", ["灯台の灯りは十二秒ごとに一度回る。", "灯塔的灯每十二秒转一圈。"])
def test_without_spaces_sentences_still_end_chunks(tokenizer: Tokenizer, sentence: str) -> None:
    chunks = chunk_page(sentence * 200, 1, tokenizer)
    assert all(chunk.text.endswith("。") for chunk in chunks)
    assert all(chunk.tokens > 0.5 * tokenizer.max_tokens for chunk in chunks[:-1])


def test_a_page_beyond_the_window_is_cut_as_if_it_were_short(tokenizer: Tokenizer) -> None:
    chunks = chunk_page((SENTENCE + "\n") * 2000, 1, tokenizer)
    assert all(chunk.text.endswith("course.") for chunk in chunks)
    assert all(chunk.tokens > 0.5 * tokenizer.max_tokens for chunk in chunks[:-1])


@pytest.mark.parametrize("text", ["", " ", "\n\n\t \n"])
def test_nothing_gives_nothing(tokenizer: Tokenizer, text: str) -> None:
    assert chunk_page(text, 1, tokenizer) == ()
