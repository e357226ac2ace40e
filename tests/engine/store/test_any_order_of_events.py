"""Whatever happens in whatever order, crashes included: no document is lost or doubled, and every count is true."""

from __future__ import annotations

import hashlib
import tempfile
from collections import Counter
from pathlib import Path

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from engine.records import Chunk, DocumentFacts, DocumentState, PageRead, Reason
from engine.store import control, documents, queue, vectors
from engine.store.database import Database
from engine.store.queue import ListedFile, ReadLease

MODELS = ("one-model", "another-model")
PATHS = st.sampled_from(["/a", "/b", "/caf\udce9"])
CONTENTS = ("", "x", "xy", "yx", "zzx")
"""Each character is a page; "x" means the same two chunks wherever it stands, so texts are shared."""


def sha256(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()


def page(content: str, number: int) -> PageRead:
    letter = content[number - 1]
    texts = [f"about {letter}", "on every page"]
    return PageRead(number, tuple(Chunk(number, start, start + 9, text, 5) for start, text in enumerate(texts)))


class Library(RuleBasedStateMachine):
    """One process that adds, reads, embeds, loses workers and dies, on a real file."""

    @initialize()
    def open(self) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="meanwhile-test-")
        self.database = Database(Path(self.folder.name))
        self.model = MODELS[0]
        vectors.activate_model(self.database, self.model)
        self.files: dict[str, str] = {}
        self.unreadable: set[str] = set()
        self.leased: dict[int, tuple[ReadLease, str]] = {}
        self.deaths: Counter[int] = Counter()
        """In a row, by document; forgotten when it gets on or a person asks for another try."""
        self.paused = False
        self.clock = 0

    # What a person does

    @rule(files=st.lists(st.tuples(PATHS, st.sampled_from(CONTENTS)), min_size=1, max_size=4))
    def write_and_add(self, files: list[tuple[str, str]]) -> None:
        self.files.update(files)
        self.unreadable -= {path for path, _ in files}
        listed = []
        for path, content in files:
            self.clock += 1
            listed.append(ListedFile(path, len(content), self.clock, sha256(content)))
        self.list(listed)

    @rule(path=PATHS)
    def add_what_cannot_be_read(self, path: str) -> None:
        self.unreadable.add(path)
        self.list([ListedFile(path, reason=Reason("It cannot be read."))])

    def list(self, files: list[ListedFile]) -> None:
        task_id = queue.add_task(self.database, [file.path for file in files])
        before = set(documents.ids(self.database))
        recorded = queue.record_listed(self.database, task_id, files)
        queue.finish_listing(self.database, task_id)
        assert set(recorded.new) == set(documents.ids(self.database)) - before
        assert set(recorded.removed) == before - set(documents.ids(self.database))

    @precondition(lambda self: documents.ids(self.database))
    @rule(data=st.data(), keep_pages=st.booleans())
    def cancel(self, data: st.DataObject, keep_pages: bool) -> None:
        control.cancel_documents(self.database, [self.one_of_all(data)], keep_pages=keep_pages)

    @precondition(lambda self: queue.tasks(self.database))
    @rule(data=st.data(), keep_pages=st.booleans())
    def cancel_a_task(self, data: st.DataObject, keep_pages: bool) -> None:
        task_id = data.draw(st.sampled_from([one for one, _ in queue.tasks(self.database)]))
        control.cancel_task(self.database, task_id, keep_pages=keep_pages)

    @precondition(lambda self: documents.ids(self.database))
    @rule(data=st.data())
    def retry(self, data: st.DataObject) -> None:
        for document_id in control.retry_documents(self.database, [self.one_of_all(data)]):
            del self.deaths[document_id]

    @rule()
    def pause_or_resume(self) -> None:
        self.paused = not self.paused
        (control.pause if self.paused else control.resume)(self.database)

    @precondition(lambda self: documents.ids(self.database))
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        document_id = self.one_of_all(data)
        paths = [
            path.decode("utf-8", "surrogateescape")
            for (path,) in self.database.rows("SELECT path FROM locations WHERE document_id = ?", (document_id,))
        ]
        assert control.documents_at(self.database, paths) == [document_id]
        assert control.remove_documents(self.database, [document_id, 999]) == {document_id}
        for path in paths:
            self.files.pop(path, None)
            self.unreadable.discard(path)

    def one_of_all(self, data: st.DataObject) -> int:
        document_id: int = data.draw(st.sampled_from(documents.ids(self.database)))
        return document_id

    @rule()
    def change_the_model(self) -> None:
        self.model = next(model for model in MODELS if model != self.model)
        vectors.activate_model(self.database, self.model)

    # What workers do

    @rule()
    def lease(self) -> None:
        if control.is_paused(self.database):
            return
        # Whoever runs the queue drops what was cancelled or removed before it hands out anything new.
        states = queue.states_of(self.database, self.leased)
        self.leased = {one: it for one, it in self.leased.items() if states.get(one) is DocumentState.READING}
        waiting = [one for (one,) in self.database.rows("SELECT id FROM documents WHERE state = 'queued'")]
        fewest = min((self.deaths[one] for one in waiting), default=0)
        assert queue.has_next(self.database) is bool(waiting)
        assert not queue.has_next(self.database, most_deaths=fewest - 1)
        found = queue.lease_read(self.database)
        if found is None:
            assert not waiting
            return
        assert found.document_id not in self.leased
        assert self.deaths[found.document_id] == fewest, "those with which the program died come last"
        assert found.alone is (fewest >= queue.SUSPECT_DEATHS)
        contents = {sha256(content): content for content in CONTENTS}
        self.leased[found.document_id] = (found, contents[found.sha256])

    @precondition(lambda self: self.leased)
    @rule(data=st.data(), repeated=st.booleans())
    def read_pages(self, data: st.DataObject, repeated: bool) -> None:
        lease, content = self.leased[self.one_leased(data)]
        upto = data.draw(st.integers(min(lease.first_page, len(content)), len(content)))
        pages = [page(content, number) for number in range(lease.first_page, upto + 1)]
        for _ in range(1 + repeated):
            self.commit(lease.document_id, pages)

    def commit(self, document_id: int, pages: list[PageRead]) -> None:
        before = self.database.value("SELECT pages_read FROM documents WHERE id = ?", (document_id,))
        documents.commit_pages(self.database, self.model, document_id, pages)
        if self.database.value("SELECT pages_read FROM documents WHERE id = ?", (document_id,)) != before:
            del self.deaths[document_id]

    @precondition(lambda self: self.leased)
    @rule(data=st.data())
    def finish_reading(self, data: st.DataObject) -> None:
        self.finish(self.one_leased(data))

    @rule()
    def read_what_is_next_to_its_end(self) -> None:
        before = set(self.leased)
        self.lease()
        for document_id in set(self.leased) - before:
            self.finish(document_id)

    def finish(self, document_id: int) -> None:
        lease, content = self.leased.pop(document_id)
        pages = [page(content, number) for number in range(lease.first_page, len(content) + 1)]
        self.commit(lease.document_id, pages)
        documents.finish_read(self.database, lease.document_id, len(content), DocumentFacts())

    @precondition(lambda self: self.leased)
    @rule(data=st.data(), state=st.sampled_from([DocumentState.FAILED, DocumentState.UNSUPPORTED]))
    def refuse(self, data: st.DataObject, state: DocumentState) -> None:
        document_id = self.one_leased(data)
        del self.leased[document_id]
        queue.settle(self.database, document_id, state, Reason("It is damaged."))

    @precondition(lambda self: self.leased)
    @rule(data=st.data())
    def lose_a_worker(self, data: st.DataObject) -> None:
        document_id = self.one_leased(data)
        del self.leased[document_id]
        if queue.count_loss(self.database, document_id) < 2:
            queue.release(self.database, document_id)
        else:
            queue.settle(self.database, document_id, DocumentState.SET_ASIDE, Reason("It crashed."))

    @precondition(lambda self: self.leased)
    @rule(data=st.data())
    def give_back(self, data: st.DataObject) -> None:
        document_id = self.one_leased(data)
        del self.leased[document_id]
        queue.release(self.database, document_id, uncount=True)

    def one_leased(self, data: st.DataObject) -> int:
        document_id: int = data.draw(st.sampled_from(sorted(self.leased)))
        return document_id

    @rule(limit=st.sampled_from([1, 2, 100]), repeated=st.booleans())
    def embed(self, limit: int, repeated: bool) -> None:
        waiting = [text.id for text in vectors.missing_texts(self.database, self.model, 0, limit)]
        for _ in range(1 + repeated):
            vectors.commit_vectors(self.database, self.model, waiting, np.ones((len(waiting), 4), np.int8))

    # What else happens

    @rule()
    def tidy_up(self) -> None:
        vectors.collect_garbage(self.database, 3)

    @rule()
    def die_and_start_again(self) -> None:
        in_hand = {one for (one,) in self.database.rows("SELECT id FROM documents WHERE state = 'reading'")}
        self.database.close()
        self.leased.clear()
        self.database = Database(Path(self.folder.name))
        queue.recover(self.database)
        vectors.activate_model(self.database, self.model)
        self.deaths.update(in_hand)
        states = queue.states_of(self.database, in_hand)
        for document_id in in_hand:
            guilty = self.deaths[document_id] >= queue.MAX_DEATHS
            assert states[document_id] is (DocumentState.SET_ASIDE if guilty else DocumentState.QUEUED)
        assert control.is_paused(self.database) is self.paused

    @rule(times=st.integers(1, queue.MAX_DEATHS))
    def die_again_and_again_with_the_next_in_hand(self, times: int) -> None:
        for _ in range(times):
            self.lease()
            self.die_and_start_again()

    @rule()
    def work_to_the_end(self) -> None:
        if self.paused:
            self.pause_or_resume()
        while self.leased or queue.has_next(self.database):
            self.lease()
            for document_id in list(self.leased):
                self.finish(document_id)
        self.embed(1_000, repeated=False)
        assert not documents.ids_unsettled(self.database), "stuck"

    # What always holds

    @invariant()
    def every_file_has_its_document(self) -> None:
        found = {
            path.decode("utf-8", "surrogateescape"): digest
            for path, digest in self.database.rows(
                "SELECT path, sha256 FROM locations JOIN documents ON id = document_id"
            )
        }
        assert {path: found[path] for path in self.files if path not in self.unreadable} == {
            path: sha256(content) for path, content in self.files.items() if path not in self.unreadable
        }
        assert found.keys() == self.files.keys() | self.unreadable
        assert (
            self.database.value("SELECT count(*) FROM documents WHERE id NOT IN (SELECT document_id FROM locations)")
            == 0
        )

    @invariant()
    def no_page_stands_twice_or_is_missing(self) -> None:
        for document_id, pages_read, chunks in self.database.rows("SELECT id, pages_read, chunks FROM documents"):
            pages = self.database.rows("SELECT page FROM chunks WHERE document_id = ? ORDER BY page", (document_id,))
            assert [one for (one,) in pages] == [number for number in range(1, pages_read + 1) for _ in "ab"]
            assert chunks == len(pages)

    @invariant()
    def counts_of_embedded_chunks_are_true(self) -> None:
        wrong = self.database.rows(
            "SELECT id, embedded FROM documents WHERE embedded <> (SELECT count(*) FROM chunks"
            " JOIN embeddings USING (text_id) WHERE document_id = documents.id AND model = ?)",
            (self.model,),
        )
        assert wrong == []

    @invariant()
    def ready_is_what_is_read_and_embedded_to_the_end(self) -> None:
        for state, read_done, chunks, embedded in self.database.rows(
            "SELECT state, read_done, chunks, embedded FROM documents"
        ):
            if state == DocumentState.READY:
                assert read_done
                assert embedded == chunks
            if state == DocumentState.EMBEDDING:
                assert read_done
                assert embedded < chunks

    @invariant()
    def every_text_of_a_chunk_is_found_by_its_words(self) -> None:
        self.database.execute("INSERT INTO texts_fts (texts_fts, rank) VALUES ('integrity-check', 1)")
        assert self.database.value("SELECT count(*) FROM texts_fts") == self.database.value(
            "SELECT count(*) FROM texts"
        )
        assert self.database.value("SELECT count(*) FROM chunks WHERE text_id NOT IN (SELECT id FROM texts)") == 0

    @invariant()
    def what_waits_for_a_vector_is_all_that_embedding_documents_lack(self) -> None:
        embedding = self.database.value("SELECT count(*) FROM documents WHERE state = 'embedding'")
        if embedding:
            assert vectors.missing_texts(self.database, self.model, 0, 1)

    def teardown(self) -> None:
        self.database.close()
        self.folder.cleanup()


TestAnyOrderOfEvents = Library.TestCase
TestAnyOrderOfEvents.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
