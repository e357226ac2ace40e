from __future__ import annotations

import numpy as np
import pytest
import tokenizers
from hypothesis import given
from hypothesis import strategies as st

from models.provisioning import InstalledModel
from models.tokenizer import Tokenizer

# Every code point, lone surrogates included, and enough plain words that tokens of several characters are common.
wild = st.text(st.characters(codec=None), max_size=300)
wordy = st.lists(
    st.sampled_from(
        ["unbelievable", "naïve", "x" * 120, "y" * 250, "한국어", "東京", "\n", "\t", "a\u0301", "1,024", "—"]
    )
).map(" ".join)
texts = wild | wordy | st.tuples(wild, wordy).map("".join)


@pytest.fixture(scope="module")
def plain(installed: InstalledModel) -> tokenizers.Tokenizer:
    tokenizer = tokenizers.Tokenizer.from_file(str(installed.tokenizer))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


@given(texts)
def test_spans_lie_in_the_text_in_order_and_none_is_empty(tokenizer: Tokenizer, text: str) -> None:
    starts, ends = tokenizer.spans(text).T

    assert (starts >= 0).all()
    assert (starts < ends).all()
    assert (ends <= len(text)).all()
    assert (np.diff(starts) >= 0).all()
    assert (np.diff(ends) >= 0).all()


@given(texts)
def test_count_is_the_spans_and_the_two_special_tokens(tokenizer: Tokenizer, text: str) -> None:
    assert tokenizer.count(text) == len(tokenizer.spans(text)) + tokenizer.special_tokens


@given(texts.filter(lambda text: len(text) > 1), st.data())
def test_a_cut_between_characters_that_part_words_changes_no_token(
    tokenizer: Tokenizer, text: str, data: st.DataObject
) -> None:
    places = [at for at in range(1, len(text)) if tokenizer.parts(text[at - 1], text[at])]
    if places:
        at = data.draw(st.sampled_from(places))
        both = tokenizer.count(text[:at]) + tokenizer.count(text[at:])
        assert both - tokenizer.special_tokens == tokenizer.count(text)


@pytest.mark.parametrize(("pair", "parts"), [("a.", True), ("=4", True), ("東京", True), ("ab", False), ("a4", False)])
def test_which_characters_part_words(tokenizer: Tokenizer, pair: str, parts: bool) -> None:
    assert tokenizer.parts(*pair) is parts


@given(st.lists(texts, min_size=20, max_size=40).map(" ".join))
def test_long_texts_have_the_same_spans_as_if_tokenized_at_once(
    tokenizer: Tokenizer, plain: tokenizers.Tokenizer, text: str
) -> None:
    text = text.encode("utf-8", "ignore").decode()

    at_once = plain.encode(text, add_special_tokens=False).offsets

    assert tokenizer.spans(text).tolist() == [list(span) for span in at_once]


def test_spans_are_characters_not_bytes(tokenizer: Tokenizer) -> None:
    text = "😀 naïve 東京"

    assert [text[start:end] for start, end in tokenizer.spans(text)] == ["😀", "naive".replace("i", "ï"), "東", "京"]


def test_no_text_has_no_spans(tokenizer: Tokenizer) -> None:
    assert tokenizer.spans("").shape == (0, 2)
    assert tokenizer.spans(" \n ").shape == (0, 2)


@pytest.mark.parametrize(
    ("text", "known"),
    [
        *((text, True) for text in ("lamp", "flibbertigibbet", "東京", "😀 lamp", "5", "ça va?", "[UNK] lamp")),
        *((text, False) for text in ("", " \n", "😀", "*", '"', "?!", "→", "\ud800", "[UNK]", "ᏣᎳᎩ", "x" * 200)),
    ],
)
def test_what_says_anything_to_the_model(tokenizer: Tokenizer, text: str, known: bool) -> None:
    assert tokenizer.knows(text) is known


def test_ids_are_cut_to_the_limit_and_still_end_as_every_text_does(tokenizer: Tokenizer) -> None:
    short, long = tokenizer.encode(["train", "train " * 1_000])

    assert len(short) == 3
    assert len(long) == tokenizer.max_tokens == 256
    assert (long[0], long[-1]) == (short[0], short[-1])
    assert long.dtype == np.int64


@pytest.mark.parametrize("length", [253, 254, 255])
def test_a_text_at_the_limit_is_cut_only_beyond_it(tokenizer: Tokenizer, length: int) -> None:
    assert len(tokenizer.encode(["train " * length])[0]) == min(length + 2, 256)
