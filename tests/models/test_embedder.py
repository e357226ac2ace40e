from __future__ import annotations

from typing import Any

import numpy as np

from models.embedder import Embedder

TEXTS = [
    "When does the last train leave?",
    "night train " * 100,
    "No.",
    "The valve opens at 8.5 bar and closes again below 7.9 bar.",
    "a timetable of all departures " * 12,
    "Bolts, washers and grey paint.",
]


def test_int8_vectors_point_where_the_fp32_weights_say(embedder: Embedder, known: list[dict[str, Any]]) -> None:
    expected = np.array([sample["embedding"] for sample in known], np.float32)

    cosines = (embedder.embed([sample["text"] for sample in known]) * expected).sum(axis=1)

    assert cosines.min() > 0.99
    assert cosines.mean() > 0.995


def test_vectors_have_length_one_and_the_documented_shape(embedder: Embedder) -> None:
    vectors = embedder.embed(TEXTS)

    assert vectors.shape == (len(TEXTS), 384)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_neighbours_order_and_padding_do_not_change_a_vector(embedder: Embedder) -> None:
    alone = np.array([embedder.embed([text])[0] for text in TEXTS])

    together = embedder.embed(TEXTS)
    backwards = embedder.embed(TEXTS[::-1])[::-1]

    assert (together * alone).sum(axis=1).min() > 0.9999
    assert (backwards * alone).sum(axis=1).min() > 0.9999


def test_text_beyond_the_limit_is_cut(embedder: Embedder) -> None:
    long = "The train to the coast leaves at nine, and the one to the hills at ten. " * 40
    end = embedder.tokenizer.spans(long)[embedder.tokenizer.max_tokens - embedder.tokenizer.special_tokens - 1, 1]

    cut, whole = embedder.embed([long[:end], long])

    assert cut @ whole > 0.9999


def test_batches_report_every_text_once(embedder: Embedder) -> None:
    batches: list[int] = []

    embedder.embed(TEXTS * 5, on_batch=batches.append)

    assert sum(batches) == 5 * len(TEXTS)
    assert len(batches) > 1


def test_nothing_in_nothing_out(embedder: Embedder) -> None:
    assert embedder.embed([]).shape == (0, 384)


def test_a_text_without_words_still_has_a_vector(embedder: Embedder) -> None:
    assert np.allclose(np.linalg.norm(embedder.embed(["", " \n"]), axis=1), 1, atol=1e-5)


def test_a_query_is_nearest_to_the_passage_that_answers_it(embedder: Embedder) -> None:
    passages = [
        "The night train to Lisbon departs from platform four at 22:35.",
        "Simmer the onions in butter until they are golden.",
        "Workers take a lease on a document before they read it.",
    ]

    scores = embedder.embed(passages) @ embedder.embed_query("when does my sleeper leave the station")

    assert scores.argmax() == 0
