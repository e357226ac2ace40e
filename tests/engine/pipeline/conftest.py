"""What the tests of the pipeline share: the real tokenizer, and reading a fixture in one call."""

from __future__ import annotations

import mmap
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from engine.pipeline import steps
from engine.records import Chunk, Opened, PageRead, ReadDone, ReadEvent
from models import catalogue, provisioning
from models.tokenizer import Tokenizer

DOCUMENTS = Path(__file__).parents[2] / "fixtures" / "documents"


@dataclass(frozen=True)
class WholeRead:
    """All events of one read step, taken apart."""

    opened: Opened
    pages: tuple[PageRead, ...]
    done: ReadDone

    @classmethod
    def of(cls, events: list[ReadEvent]) -> WholeRead:
        opened, *pages, done = events
        assert isinstance(opened, Opened)
        assert isinstance(done, ReadDone)
        assert all(isinstance(page, PageRead) for page in pages)
        return cls(opened, tuple(pages), done)  # type: ignore[arg-type] - checked above

    @property
    def chunks(self) -> list[Chunk]:
        return [chunk for page in self.pages for chunk in page.chunks]

    @property
    def text(self) -> str:
        return "\n".join(chunk.text for chunk in self.chunks)

    def page_of(self, words: str) -> int:
        (number,) = {chunk.page for chunk in self.chunks if words in " ".join(chunk.text.split())}
        return number


@pytest.fixture(scope="session")
def tokenizer() -> Tokenizer:
    return Tokenizer.load(provisioning.find(catalogue.DEFAULT))


@pytest.fixture(scope="session")
def documents() -> Path:
    return DOCUMENTS


@pytest.fixture(scope="session")
def read(tokenizer: Tokenizer) -> Callable[..., WholeRead]:
    """Read bytes under a name, or the fixture of that name."""

    def whole(name: str, content: bytes | None = None, **options: object) -> WholeRead:
        content = (DOCUMENTS / name).read_bytes() if content is None else content
        if not content:
            return WholeRead.of(list(steps.read(content, name, tokenizer, **options)))  # type: ignore[arg-type]
        # A map, as workers are handed one; leaving the block fails if anything still holds on to its memory.
        with mmap.mmap(-1, len(content)) as source:
            source.write(content)
            return WholeRead.of(list(steps.read(source, name, tokenizer, **options)))  # type: ignore[arg-type]

    return whole
