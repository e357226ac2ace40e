"""Texts to unit vectors with ONNX Runtime, on one core."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from models.provisioning import InstalledModel
from models.tokenizer import Tokenizer

_BATCH_TOKENS = 256
"""Tokens of a batch, padding included: more do not run faster on one core, and take more memory and cache (measured
with 256 to 1,024). A longest text is a batch of its own and needs no padding."""


class Embedder:
    """A loaded model; one per process, not shared between threads."""

    def __init__(self, session: onnxruntime.InferenceSession, tokenizer: Tokenizer, installed: InstalledModel) -> None:
        self._session = session
        self._spec = installed.spec
        self.tokenizer = tokenizer

    @classmethod
    def load(cls, installed: InstalledModel) -> Embedder:
        """Load the model and its tokenizer (about 0.2 s, 60 MB)."""
        return cls(open_session(installed.onnx), Tokenizer.load(installed), installed)

    def embed(self, texts: Sequence[str], *, on_batch: Callable[[int], None] | None = None) -> NDArray[np.float32]:
        """Return one unit vector per text, (n, dimensions), in the order of ``texts``.

        Texts beyond the token limit are cut. ``on_batch`` is told, after each batch, how many texts were in it.
        """
        return self._embed([self._spec.passage_prefix + text for text in texts], on_batch)

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """Return the unit vector (dimensions,) of a query."""
        vector: NDArray[np.float32] = self._embed([self._spec.query_prefix + text], None)[0]
        return vector

    def _embed(self, texts: Sequence[str], on_batch: Callable[[int], None] | None) -> NDArray[np.float32]:
        ids = self.tokenizer.encode(texts)
        vectors = np.empty((len(ids), self._spec.dimensions), np.float32)
        for batch in _batches([len(tokens) for tokens in ids]):
            vectors[batch] = embed_ids(self._session, [ids[index] for index in batch])
            if on_batch is not None:
                on_batch(len(batch))
        return vectors


def open_session(model: Path) -> onnxruntime.InferenceSession:
    """Open an ONNX Runtime session that uses one thread, the caller's."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    options.log_severity_level = 3
    # A memory plan per input shape only pays where shapes repeat.
    options.enable_mem_pattern = False
    # By path, not as bytes: the bytes would stay in memory a second time.
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def embed_ids(session: onnxruntime.InferenceSession, ids: Sequence[NDArray[np.int64]]) -> NDArray[np.float32]:
    """Run one batch of token id arrays, padded to the longest; returns (n, dimensions)."""
    longest = max(map(len, ids))
    input_ids = np.zeros((len(ids), longest), np.int64)
    attention_mask = np.zeros_like(input_ids)
    for row, tokens in enumerate(ids):
        input_ids[row, : len(tokens)] = tokens
        attention_mask[row, : len(tokens)] = 1
    embedding: NDArray[np.float32] = session.run(
        ["embedding"], {"input_ids": input_ids, "attention_mask": attention_mask}
    )[0]
    return embedding


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yield indices of texts of similar length, longest first, within the token budget of a batch."""
    batch: list[int] = []
    longest = 0
    for index in sorted(range(len(lengths)), key=lambda index: -lengths[index]):
        if batch and (len(batch) + 1) * longest > _BATCH_TOKENS:
            yield batch
            batch = []
        if not batch:
            longest = lengths[index]
        batch.append(index)
    if batch:
        yield batch
