"""A small BERT with random weights goes the whole way: safetensors file, numpy, ONNX in fp32, ONNX in int8."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import onnx
import pytest

from models.conversion import activation_ranges, float_model, int8_model
from models.embedder import embed_ids, open_session
from models.reference import Encoder, embed, encoder_from, read_safetensors

HIDDEN, INNER, HEADS, WORDS, MAX_TOKENS = 64, 128, 2, 90, 16
LENGTHS = (16, 3, 9, 1, 16)


def random_weights() -> dict[str, np.ndarray]:
    random = np.random.default_rng(7)
    shapes: dict[str, tuple[int, ...]] = {
        "embeddings.word_embeddings.weight": (WORDS, HIDDEN),
        "embeddings.position_embeddings.weight": (MAX_TOKENS * 2, HIDDEN),
        "embeddings.token_type_embeddings.weight": (2, HIDDEN),
    }
    norms = ["embeddings.LayerNorm"]
    for layer in range(2):
        prefix = f"encoder.layer.{layer}"
        norms += [f"{prefix}.attention.output.LayerNorm", f"{prefix}.output.LayerNorm"]
        dense = {f"attention.self.{part}": (HIDDEN, HIDDEN) for part in ("query", "key", "value")}
        dense |= {"attention.output.dense": (HIDDEN, HIDDEN), "intermediate.dense": (INNER, HIDDEN)}
        for name, shape in (dense | {"output.dense": (HIDDEN, INNER)}).items():
            shapes |= {f"{prefix}.{name}.weight": shape, f"{prefix}.{name}.bias": shape[:1]}
    weights = {name: random.normal(0, 0.2, shape).astype(np.float32) for name, shape in shapes.items()}
    for name in norms:
        weights[f"{name}.weight"] = random.uniform(0.5, 1.5, HIDDEN).astype(np.float32)
        weights[f"{name}.bias"] = random.normal(0, 0.1, HIDDEN).astype(np.float32)
    return weights


def write_safetensors(path: Path, weights: dict[str, np.ndarray]) -> None:
    header: dict[str, object] = {"__metadata__": {"format": "pt"}}
    body = b""
    for name, value in weights.items():
        end = len(body) + value.nbytes
        header[name] = {"dtype": "F32", "shape": value.shape, "data_offsets": [len(body), end]}
        body += value.tobytes()
    head = json.dumps(header).encode()
    path.write_bytes(len(head).to_bytes(8, "little") + head + body)


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Encoder:
    path = tmp_path_factory.mktemp("weights") / "model.safetensors"
    write_safetensors(path, random_weights())
    return encoder_from(read_safetensors(path), HEADS)


@pytest.fixture(scope="module")
def texts() -> list[np.ndarray]:
    random = np.random.default_rng(8)
    return [random.integers(0, WORDS, length) for length in LENGTHS]


@pytest.fixture(scope="module")
def expected(encoder: Encoder, texts: list[np.ndarray]) -> np.ndarray:
    return np.array([embed(encoder, ids) for ids in texts])


def run(model: onnx.ModelProto, folder: Path, batches: list[list[np.ndarray]]) -> np.ndarray:
    path = folder / "model.onnx"
    onnx.save_model(model, path)
    session = open_session(path)
    return np.concatenate([embed_ids(session, batch) for batch in batches])


def test_safetensors_are_read_as_they_were_written(tmp_path: Path) -> None:
    weights = random_weights()
    write_safetensors(tmp_path / "model.safetensors", weights)

    read = read_safetensors(tmp_path / "model.safetensors")

    assert read.keys() == weights.keys()
    assert all((read[name] == weights[name]).all() for name in weights)


def test_the_fp32_graph_computes_what_numpy_computes(
    encoder: Encoder, texts: list[np.ndarray], expected: np.ndarray, tmp_path: Path
) -> None:
    alone = run(float_model(encoder, MAX_TOKENS), tmp_path, [[ids] for ids in texts])

    assert np.allclose(alone, expected, atol=1e-4)


def test_padding_changes_nothing(
    encoder: Encoder, texts: list[np.ndarray], expected: np.ndarray, tmp_path: Path
) -> None:
    padded = run(float_model(encoder, MAX_TOKENS), tmp_path, [texts])

    assert np.allclose(padded, expected, atol=1e-4)


def test_int8_stays_close_to_fp32_alone_and_padded(
    encoder: Encoder, texts: list[np.ndarray], expected: np.ndarray, tmp_path: Path
) -> None:
    model = int8_model(encoder, MAX_TOKENS, activation_ranges(encoder, texts))

    alone = run(model, tmp_path, [[ids] for ids in texts])
    padded = run(model, tmp_path, [texts])

    # Random weights lack the outliers that clipping is for, so it costs them more than it costs a real model.
    assert (alone * expected).sum(axis=1).min() > 0.97
    assert np.allclose(alone, padded, atol=1e-3)


def test_int8_takes_a_quarter_of_the_space(encoder: Encoder, texts: list[np.ndarray]) -> None:
    exact = float_model(encoder, MAX_TOKENS).ByteSize()
    rounded = int8_model(encoder, MAX_TOKENS, activation_ranges(encoder, texts)).ByteSize()

    assert rounded < exact / 2, "the small model is half overhead; the real one shrinks to a quarter"


def test_the_graphs_are_valid_onnx(encoder: Encoder, texts: list[np.ndarray]) -> None:
    for model in (float_model(encoder, MAX_TOKENS), int8_model(encoder, MAX_TOKENS, activation_ranges(encoder, texts))):
        onnx.checker.check_model(model)
        assert [value.name for value in model.graph.input] == ["input_ids", "attention_mask"]
        assert [value.name for value in model.graph.output] == ["embedding"]
