from __future__ import annotations

import json
from typing import Any

import pytest

from models.catalogue import DEFAULT
from models.embedder import Embedder
from models.errors import ModelUnavailableError
from models.provisioning import SAMPLES, InstalledModel, find
from models.tokenizer import Tokenizer


@pytest.fixture(scope="session")
def installed() -> InstalledModel:
    try:
        return find(DEFAULT)
    except ModelUnavailableError as error:
        pytest.fail(f"{error} These tests need the real model: `make setup`.", pytrace=False)


@pytest.fixture(scope="session")
def embedder(installed: InstalledModel) -> Embedder:
    return Embedder.load(installed)


@pytest.fixture(scope="session")
def tokenizer(installed: InstalledModel) -> Tokenizer:
    return Tokenizer.load(installed)


@pytest.fixture(scope="session")
def known() -> list[dict[str, Any]]:
    """Texts with the embeddings that the fp32 weights give them."""
    return json.loads(SAMPLES.read_text("utf-8"))["known"]
