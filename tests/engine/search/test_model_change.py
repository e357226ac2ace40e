"""A change of model costs no answer: the old vectors serve, with the old model, until the new ones are complete."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engine.library import Library
from engine.paths import user_models
from engine.records import Coverage, Mode
from engine.search import loading
from engine.search.hybrid import Searcher
from engine.settings import Settings
from engine.store import vectors
from engine.store.database import Database
from models import catalogue
from models.embedder import Embedder
from models.provisioning import InstalledModel
from models.vectors import quantise

if TYPE_CHECKING:
    from tests.engine.conftest import Hand

TEXTS = ("The cat slept on the windowsill.", "Income tax is due in May.", "The lighthouse keeper lit the lamp.")
QUESTION = "deadline revenue office"


@pytest.fixture
def second(model: InstalledModel) -> InstalledModel:
    """The same weights under another id, and fed differently: its vector of a query is another one."""
    return replace(model, spec=replace(model.spec, id="second", query_prefix="cats and windowsills, "))


@pytest.fixture
def searcher(
    library_folder: Path, hand: Hand, model: InstalledModel, second: InstalledModel, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Searcher]:
    """Of a library that is embedded with the first model, and to which the second one has just been given."""
    monkeypatch.setattr(loading, "DECIDED_SECONDS", 0.0)
    hand.read("/a", TEXTS)
    vectors.activate_model(hand.database, model.spec.id)
    embed(hand.database, model, 3)
    vectors.activate_model(hand.database, "second")
    with closing(Searcher(library_folder, second, [model])) as made:
        yield made


def embed(database: Database, model: InstalledModel, count: int) -> None:
    waiting = vectors.missing_texts(database, model.spec.id, 0, count)
    matrix = quantise(Embedder.load(model).embed([text.text for text in waiting]))
    vectors.commit_vectors(database, model.spec.id, [text.id for text in waiting], matrix)


def best(searcher: Searcher) -> tuple[str, Coverage]:
    answer = searcher.search(QUESTION, k=1, only="meaning")
    return answer.hits[0].text, answer.coverage


def test_old_vectors_answer_until_the_new_ones_are_complete(
    searcher: Searcher, database: Database, second: InstalledModel
) -> None:
    for missing in (3, 2, 1):
        assert vectors.coverage(database) == Coverage(3, 3 - missing)
        assert best(searcher) == (TEXTS[1], Coverage(3, 3))
        embed(database, second, 1)
    # Begins to load the new ones, and waits for them; the query is that of the second model from then on.
    best(searcher)
    assert best(searcher) == (TEXTS[0], Coverage(3, 3))


def test_what_comes_after_the_change_is_found_by_its_words_at_once(searcher: Searcher, hand: Hand) -> None:
    hand.read("/b", ["A zebra crossed the road."])
    assert best(searcher) == (TEXTS[1], Coverage(4, 3))
    assert searcher.search("zebra").hits[0].meaning_rank is None


def test_once_there_are_more_of_the_new_than_of_the_old_they_answer(
    searcher: Searcher, hand: Hand, second: InstalledModel
) -> None:
    hand.read("/b", ["A zebra crossed the road.", "Nothing else happened."])
    embed(hand.database, second, 4)
    best(searcher)
    assert best(searcher) == (TEXTS[0], Coverage(5, 4))


@pytest.mark.usefixtures("searcher")
def test_without_the_old_model_the_new_one_answers_as_far_as_it_goes(
    library_folder: Path, database: Database, second: InstalledModel
) -> None:
    embed(database, second, 1)
    with closing(Searcher(library_folder, second)) as alone:
        assert best(alone) == (TEXTS[0], Coverage(3, 1))


def test_end_to_end_with_a_second_model_in_the_catalogue(
    model: InstalledModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = tmp_path / "note.txt"
    note.write_text(TEXTS[1])
    user_models().mkdir(parents=True)
    (user_models() / "second").symlink_to(model.folder)
    with closing(Library.open(tmp_path / "library", Settings())) as library:
        library.add([note])
        library.run(Mode.BLOCKING)
        spec = replace(catalogue.DEFAULT, id="second")
        monkeypatch.setattr(catalogue, "_MODELS", {model.spec.id: catalogue.DEFAULT, "second": spec})
        monkeypatch.setattr(catalogue, "DEFAULT", spec)
        with closing(Database(tmp_path / "library")) as database:
            vectors.activate_model(database, "second")
        assert library.overview().embedded == 0
        before = library.search(QUESTION, only="meaning")
        assert (before.coverage.share, len(before.hits)) == (1.0, 1)
        library.run(Mode.BLOCKING)
        assert library.overview().embedded == 1
        after = library.search(QUESTION, only="meaning")
        assert after.hits[0].cosine == before.hits[0].cosine
