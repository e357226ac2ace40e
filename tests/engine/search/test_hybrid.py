"""Search as people use it, on a small library with real embeddings."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from engine.errors import LibraryError, QueryError, UsageError
from engine.records import Coverage, DocumentFacts, Like, Only, OutlineEntry, SearchRequest
from engine.search.hybrid import Searcher, fuse
from engine.search.meaning import Scan
from engine.store import documents, vectors
from engine.store.database import Database
from models.embedder import Embedder
from models.provisioning import InstalledModel
from models.vectors import quantise

if TYPE_CHECKING:
    from tests.engine.conftest import Hand

WILD = (
    *("lamp", "text", "日本", "🎉", "type:", "in:", "name:a", "after:2024", "before:x", "-tax", "-", "*", "^2"),
    *('"', "AND", "NEAR(", ")", "';--", "\x1b[", "\u202e", "\ud800"),
)

Embed = Callable[[], None]

PAGES = (
    ["The lighthouse keeper lit the lamp before dusk.", "On foggy days the horn was sounded every minute."],
    ["The cat slept on the warm windowsill all afternoon."],
    ["Income tax is due at the end of May; late payment costs interest."],
)
FACTS = DocumentFacts(
    title="Notes",
    page_labels=("i", "ii", "1"),
    outline=(OutlineEntry("The station", 1, 1), OutlineEntry("Money", 3, 1)),
)


@pytest.fixture
def embed(hand: Hand, database: Database, model: InstalledModel, embedder: Embedder) -> Embed:
    """Embed what waits, with the real model."""
    hand.model = model.spec.id
    vectors.activate_model(database, hand.model)

    def embed_missing() -> None:
        waiting = vectors.missing_texts(database, hand.model, 0, 100)
        matrix = quantise(embedder.embed([text.text for text in waiting]))
        vectors.commit_vectors(database, hand.model, [text.id for text in waiting], matrix)

    return embed_missing


@pytest.fixture(scope="module")
def embedder(model: InstalledModel) -> Embedder:
    return Embedder.load(model)


@pytest.fixture
def searcher(hand: Hand, embed: Embed, library_folder: Path, model: InstalledModel) -> Iterator[Searcher]:
    hand.read("/notes.pdf", *PAGES, facts=FACTS)
    embed()
    with closing(Searcher(library_folder, model)) as made:
        yield made


def test_a_question_in_other_words_is_answered_by_meaning(searcher: Searcher) -> None:
    (best,) = searcher.search("deadline revenue office", k=1).hits
    assert best.page == 3
    assert (best.words_rank, best.meaning_rank) == (None, 1)


def test_a_hit_says_where_it_is_and_why_it_was_found(searcher: Searcher) -> None:
    answer = searcher.search("lamps of lighthouses")
    hit = answer.hits[0]
    assert (hit.path, hit.title, hit.kind) == ("/notes.pdf", "Notes", "Text")
    assert (hit.page, hit.page_label, hit.heading) == (1, "i", "The station")
    assert (hit.start, hit.end, hit.text) == (0, len(PAGES[0][0]), PAGES[0][0])
    assert (hit.words_rank, hit.meaning_rank) == (1, 1)
    assert [hit.snippet.text[start:end] for start, end in hit.snippet.marks] == ["lighthouse", "lamp"]
    assert answer.query == "lamps of lighthouses"
    assert answer.coverage == Coverage(4, 4)
    assert answer.seconds >= 0


def test_of_markdown_a_hit_shows_what_a_reader_sees(searcher: Searcher, hand: Hand) -> None:
    written = "# On *fog*\n\nThe **foghorn**, see [the manual](https://example.org/valves)."
    hand.read("/notes.md", [written], kind="Markdown")
    hand.read("/notes.txt", [f"{written} "])

    def shown(query: str) -> list[tuple[str, str, list[str]]]:
        hits = searcher.search(query, only="words").hits
        marks = [[hit.snippet.text[start:end] for start, end in hit.snippet.marks] for hit in hits]
        return [(hit.path, hit.snippet.text, marked) for hit, marked in zip(hits, marks, strict=True)]

    as_written = " ".join(written.split())
    assert shown("foghorn") == [
        ("/notes.md", "On fog The foghorn, see the manual.", ["foghorn"]),
        ("/notes.txt", as_written, ["foghorn"]),
    ]
    # What was found stands where a reader does not look: there it is shown.
    assert shown("valves")[0] == ("/notes.md", as_written, ["valves"])
    assert searcher.search("foghorn").hits[0].text == written


def test_the_heading_is_that_of_the_outline_before_the_page(searcher: Searcher) -> None:
    headings = {hit.page: (hit.heading, hit.page_label) for hit in searcher.search("lamp cat tax").hits}
    assert headings == {1: ("The station", "i"), 2: ("The station", "ii"), 3: ("Money", "1")}


def test_one_ranking_alone(searcher: Searcher) -> None:
    words = searcher.search("mist", only="words").hits
    meaning = searcher.search("mist", only="meaning").hits
    assert words == ()
    assert meaning[0].text == PAGES[0][1]
    assert (meaning[0].words_rank, meaning[0].meaning_rank) == (None, 1)
    (only,) = searcher.search("horn", only="words").hits
    assert (only.words_rank, only.meaning_rank) == (1, None)


@pytest.mark.parametrize("query", ["", "  \n", '"', "\0", "\ud800", "🎉", "OR NOT"])
@pytest.mark.parametrize("only", [None, "words", "meaning"])
def test_no_query_is_an_error(searcher: Searcher, query: str, only: Only | None) -> None:
    assert searcher.search(query, only=only).query == query


@pytest.mark.parametrize("query", ["🎉", "*", '"', "?!", "-", "\ud800"])
def test_what_says_nothing_to_the_model_has_nothing_near(searcher: Searcher, query: str) -> None:
    for only in (None, "words", "meaning"):
        assert searcher.search(query, only=only).hits == ()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("request_", "near"),
    [
        (SearchRequest("deadline revenue office"), True),
        (SearchRequest("deadline revenue lamp"), False),
        (SearchRequest("deadline revenue office", only="meaning"), False),
        (SearchRequest("type:text"), False),
        (SearchRequest("🎉"), False),
    ],
)
def test_an_answer_tells_whether_any_passage_has_the_words(
    searcher: Searcher, request_: SearchRequest, near: bool
) -> None:
    assert searcher.answer(request_).is_only_near is near


def test_an_empty_query_finds_nothing(searcher: Searcher) -> None:
    assert searcher.search(" ").hits == ()


@pytest.mark.parametrize("only", [None, "meaning"])
def test_who_has_looked_up_the_words_helps_to_compare_vectors(
    hand: Hand,
    embed: Embed,
    library_folder: Path,
    model: InstalledModel,
    monkeypatch: pytest.MonkeyPatch,
    only: Only | None,
) -> None:
    monkeypatch.setattr("engine.search.meaning.PART", 2)
    together, nearest_in = threading.Barrier(2), Scan._nearest_in
    at_work: set[str] = set()

    def both_at_once(scan: Scan, number: int) -> Any:
        if threading.current_thread().name not in at_work:
            at_work.add(threading.current_thread().name)
            together.wait(30)
        return nearest_in(scan, number)

    monkeypatch.setattr(Scan, "_nearest_in", both_at_once)
    hand.read("/notes.pdf", *PAGES)
    embed()
    with closing(Searcher(library_folder, model)) as searcher:
        (best,) = searcher.search("revenue office deadline", 1, only).hits
    assert "tax" in best.text
    assert len(at_work) == 2


def test_no_more_hits_than_asked_for_even_when_one_text_stands_in_many_places(
    searcher: Searcher, hand: Hand, database: Database
) -> None:
    hand.read("/many", *[["The lamp, on every page."]] * 20)
    hits = searcher.search("lamp on every page", k=7, only="words").hits
    assert [hit.page for hit in hits] == [1, 2, 3, 4, 5, 6, 7]
    assert {hit.words_rank for hit in hits} == {1}
    assert searcher.search("lamp", k=0).hits == ()
    assert documents.last_id(database) == hits[0].document_id


def test_words_are_found_at_once_and_meaning_as_it_arrives(searcher: Searcher, hand: Hand, embed: Embed) -> None:
    hand.read("/new", ["A sailing boat left the harbour."])
    answer = searcher.search("harbour")
    assert answer.coverage == Coverage(5, 4)
    assert (answer.hits[0].path, answer.hits[0].meaning_rank) == ("/new", None)
    embed()
    answer = searcher.search("ship putting to sea")
    assert answer.coverage.share == 1.0
    assert (answer.hits[0].path, answer.hits[0].meaning_rank) == ("/new", 1)


def test_removed_documents_are_not_found(searcher: Searcher, hand: Hand, database: Database, embed: Embed) -> None:
    for tidy in (False, True):
        hand.read("/notes.pdf", ["Nothing but the weather today."] if tidy else ["Something else entirely."])
        embed()
        if tidy:
            vectors.collect_garbage(database)
        texts = [hit.text for hit in searcher.search("lighthouse lamp cat tax").hits]
        assert len(texts) == 1


def test_formats_without_pages_have_no_page(searcher: Searcher, hand: Hand, database: Database) -> None:
    hand.read("/flow.md", ["Unusual zebra."])
    database.execute("UPDATE documents SET paged = 0 WHERE id = (SELECT max(id) FROM documents)")
    hit = searcher.search("zebra", only="words").hits[0]
    assert (hit.page, hit.page_label) == (None, "")


def test_a_path_that_is_no_text_comes_back_as_it_is(searcher: Searcher, hand: Hand) -> None:
    hand.read("/caf\udce9", ["Unusual zebra."])
    assert searcher.search("zebra", only="words").hits[0].path == "/caf\udce9"


def test_a_phrase_stands_word_by_word_in_every_hit(searcher: Searcher) -> None:
    assert [hit.page for hit in searcher.search('"warm windowsill" lamp').hits] == [2]
    assert searcher.search('"windowsill warm"').hits == ()


def test_what_is_excluded_stands_in_no_hit(searcher: Searcher) -> None:
    for only in (None, "words", "meaning"):
        found = searcher.search("lamp in the dusk -lighthouse", only=only).hits  # type: ignore[arg-type]
        assert PAGES[0][0] not in [hit.text for hit in found]


def test_filters_hold_for_words_and_for_meaning(searcher: Searcher, hand: Hand, embed: Embed) -> None:
    hand.read("/Reports/Übersicht Łódź 2024.txt", ["The lighthouse keeper lit the lamp, says the report."])
    embed()
    for only in (None, "words", "meaning"):
        for query in ("in:reports", "in:/Reports", "name:ubersicht", "name:lodz type:txt", "type:text name:über"):
            hits = searcher.search(f"lamp {query}", only=only).hits  # type: ignore[arg-type]
            assert {Path(hit.path).name for hit in hits} == {"Übersicht Łódź 2024.txt"}, query


def test_filters_leave_out_what_they_name_after_a_minus(searcher: Searcher, hand: Hand, embed: Embed) -> None:
    manual = hand.read("/Manuals/lamp.md", ["A lamp is lit before dusk, says the manual."], kind="Markdown")
    draft = hand.read("/notes/Draft Übersicht.txt", ["A lamp is lit before dusk, says the draft."])
    embed()
    for only in (None, "words", "meaning"):
        for query, left_out in (
            ("-type:markdown", {manual}),
            ("-type:md", {manual}),
            ("-in:manuals", {manual}),
            ("-name:ubersicht", {draft}),
            ("-in:/manuals -name:draft", {manual, draft}),
            ("-type:epub -in:nowhere", set()),
        ):
            hits = searcher.search(f"lamp {query}", only=only).hits  # type: ignore[arg-type]
            assert {manual, draft} - {hit.document_id for hit in hits} == left_out, query
    assert [hit.document_id for hit in searcher.search("-in:manuals -name:notes").hits] == [draft]
    # What lies there once more lies there.
    hand.add("/Manuals/copy.txt", "A lamp is lit before dusk, says the draft.")
    assert [hit.path for hit in searcher.search("-in:manuals").hits] == ["/notes.pdf"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("lamp type:pfd", "No document here is of the type “pfd”."),
        ("lamp in:elsewhere", "No document here lies in a folder “elsewhere”."),
        ("in:Report lamp", "No document here lies in a folder “Report”."),
        ("in:reports in:Report name:2023", "No document here lies in a folder “Report”."),
        ("lamp name:nothere", "No document here has “nothere” in its file's name."),
    ],
)
def test_a_filter_that_fits_nothing_here_is_told(searcher: Searcher, hand: Hand, query: str, said: str) -> None:
    hand.read("/Reports/2024.txt", ["A lamp."])
    with pytest.raises(QueryError) as caught:
        searcher.search(query)
    assert caught.value.message == said
    assert caught.value.hint
    assert searcher.search("in:reports name:notes").hits == ()


def test_dates_are_those_of_the_document_or_else_of_its_file(searcher: Searcher, hand: Hand) -> None:
    hand.read("/dated.pdf", ["The lamp of a dated report."], facts=DocumentFacts(created="2024-03-05T10:00:00"))
    found = {hit.path: hit.date for hit in searcher.search("lamp", only="words").hits}
    assert found == {"/dated.pdf": "2024-03-05", "/notes.pdf": "1970-01-01"}
    for query, expected in (("after:2024", 1), ("after:2024-03-06", 0), ("before:2024", 1), ("before:2024-03-06", 2)):
        assert len(searcher.search(f"lamp {query}", only="words").hits) == expected, query


@pytest.fixture
def handbook(hand: Hand, embed: Embed, monkeypatch: pytest.MonkeyPatch) -> int:
    """A long document that is about turbines on every page, among letters that only mention one; small limits."""
    monkeypatch.setattr("engine.search.hits.PER_DOCUMENT", 3)
    monkeypatch.setattr("engine.search.hybrid.DEPTH", 10)
    made = hand.read("/handbook.pdf", *([f"Turbine, turbine blades, their turbine No. {page}."] for page in range(20)))
    for number in range(4):
        hand.read(f"/letter{number}.txt", [f"Dear {number}, of all that we talked about, you only wanted the turbine."])
    embed()
    return made


@pytest.mark.parametrize("only", [None, "words", "meaning"])
def test_a_long_document_leaves_room_for_others(searcher: Searcher, handbook: int, only: Only | None) -> None:
    hits = searcher.search("turbine blades", 10, only).hits
    letters = {f"/letter{number}.txt" for number in range(4)}
    assert len(hits) == 10
    assert letters <= {hit.path for hit in hits}
    assert hits[0].document_id == handbook
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    # The rest of it takes the room that is left when others have no more to say.
    rest = 10 - len(letters) if only == "words" else 3
    assert len([hit for hit in hits if hit.document_id == handbook]) == rest


def test_a_document_that_is_the_scope_takes_all_the_room(searcher: Searcher, handbook: int) -> None:
    hits = searcher.answer(SearchRequest("turbine blades", 8, within=(handbook,))).hits
    assert [hit.document_id for hit in hits] == 8 * [handbook]


def test_others_are_asked_for_among_any_number(
    searcher: Searcher, handbook: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.search.filters.FEW", 0)
    within_all = searcher.search("turbine", 10, "words").hits
    assert {f"/letter{number}.txt" for number in range(4)} <= {hit.path for hit in within_all}
    assert len([hit for hit in within_all if hit.document_id == handbook]) == 6


def test_only_filters_list_the_documents_newest_first(searcher: Searcher, hand: Hand) -> None:
    hand.read("/late.txt", ["First.", "Second."])
    assert [(hit.path, hit.text) for hit in searcher.search("type:text").hits] == [
        ("/late.txt", "First."),
        ("/notes.pdf", PAGES[0][0]),
    ]


def test_the_newest_is_told_by_the_date_that_is_shown(searcher: Searcher, hand: Hand) -> None:
    for path, created in (("/b", "2024-03-05"), ("/d", "2021-01-01"), ("/a", "2025-01-01"), ("/c", "2024-03-04")):
        hand.read(path, ["The same first page."], [f"Of {path}."], facts=DocumentFacts(created=f"{created}T10:00:00"))
    hits = searcher.search("type:text", k=4).hits
    assert [hit.path for hit in hits] == ["/a", "/b", "/c", "/d"]
    assert [hit.date for hit in hits] == sorted((hit.date for hit in hits), reverse=True)


def test_a_type_that_no_document_has_is_told(searcher: Searcher) -> None:
    with pytest.raises(QueryError) as caught:
        searcher.search("lamp type:pfd")
    assert caught.value.message == "No document here is of the type “pfd”."
    assert caught.value.hint.startswith("There are: Text.")


def test_the_search_stays_within_the_chosen_documents(searcher: Searcher, hand: Hand, embed: Embed) -> None:
    other = hand.read("/other", ["Another lamp."])
    embed()
    hits = searcher.answer(SearchRequest("lamp", within=(other,))).hits
    assert [hit.document_id for hit in hits] == [other]
    assert searcher.answer(SearchRequest("lamp", within=())).hits == ()


def test_more_like_a_passage_or_a_document(searcher: Searcher, hand: Hand, embed: Embed) -> None:
    other = hand.read("/other", ["A beacon shone over the sea in the fog."])
    embed()
    fog = searcher.search("horn", only="words").hits[0]
    like_fog = searcher.answer(SearchRequest(like=Like(fog.document_id, fog.chunk_id))).hits
    assert fog.text not in [hit.text for hit in like_fog]
    assert like_fog[0].document_id == other
    like_notes = searcher.answer(SearchRequest(like=Like(fog.document_id))).hits
    assert [hit.document_id for hit in like_notes] == [other]
    with pytest.raises(UsageError):
        searcher.answer(SearchRequest(like=Like(99)))


def test_a_word_is_found_while_it_is_being_typed(searcher: Searcher) -> None:
    (hit,) = searcher.search("windows", only="words").hits
    assert [hit.snippet.text[start:end] for start, end in hit.snippet.marks] == ["windowsill"]
    assert searcher.search("wi", only="words").hits == ()
    assert searcher.search("windows ", only="words").hits == ()
    assert searcher.search("windows* lamp", only="words").hits[0].page in (1, 2)


def test_a_hit_knows_whether_its_file_is_there_and_where_another_copy_is(
    searcher: Searcher, hand: Hand, tmp_path: Path
) -> None:
    assert searcher.search("lamp").hits[0].exists is False
    here = tmp_path / "copy.txt"
    here.write_text("zebra")
    hand.read("/gone.txt", ["zebra"])
    hand.add(str(here), "zebra")
    hit = searcher.search("zebra", only="words").hits[0]
    assert (hit.path, hit.exists) == (str(here), True)


def test_words_inside_chinese_and_japanese_are_found_and_marked(searcher: Searcher, hand: Hand) -> None:
    hand.read("/japanese", ["この文書検索は速いです。灯台の話。", "雨の話。"])
    (hit,) = searcher.search("検索", only="words").hits
    assert [hit.snippet.text[start:end] for start, end in hit.snippet.marks] == ["検索"]
    assert searcher.search("灯台守の話", only="words").hits[0].text.startswith("この文書")
    assert len(searcher.search("話", only="words").hits) == 2
    assert searcher.search("猫", only="words").hits == ()


def test_a_running_head_does_not_stand_before_the_passage(searcher: Searcher, hand: Hand) -> None:
    pages = [[f"{page} A Handbook\nthe zebra crossed page {page}."] for page in (7, 8, 9)]
    hand.read("/handbook.pdf", *pages, ["Zebra\nonce more."])
    shown = {hit.page: hit.snippet.text for hit in searcher.search("zebra", only="words").hits}
    assert shown == {
        1: "the zebra crossed page 7.",
        2: "the zebra crossed page 8.",
        3: "the zebra crossed page 9.",
        4: "Zebra once more.",
    }


def test_what_begins_a_document_counts_twice(searcher: Searcher, hand: Hand) -> None:
    filler = "Other words stand here."
    later = hand.read("/later", [filler], ["A quokka is mentioned."])
    title = hand.read("/title", ["A quokka is mentioned."[::1] + " So."], [filler + " Again."])
    hits = searcher.search("quokka", only="words").hits
    assert [hit.document_id for hit in hits] == [title, later]
    assert hits[0].bm25 is not None
    assert hits[1].bm25 is not None
    assert hits[0].bm25 > hits[1].bm25


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(
    query=st.one_of(
        st.text(),
        st.text(alphabet="\"*^:-+(){}'\\ \0ab NEAROT"),
        st.lists(
            st.sampled_from(WILD),
            max_size=12,
        ).map(" ".join),
    ),
    only=st.sampled_from([None, "words", "meaning"]),
)
@example(query="x" * 10_000, only=None)
@example(query="lamp " * 2_000, only=None)
@example(query='"lamp" ' * 1_500, only=None)
@example(query="-lamp " * 1_500 + "cat", only=None)
def test_wild_queries_are_answered_or_told_what_is_wrong(searcher: Searcher, query: str, only: Only | None) -> None:
    try:
        answer = searcher.search(query, only=only)
    except QueryError as error:
        assert error.message
        assert ":" in query or "-" in query
    else:
        assert answer.query == query


def test_there_must_be_a_library(tmp_path: Path, model: InstalledModel) -> None:
    with pytest.raises(LibraryError):
        Searcher(tmp_path, model)


def test_fusion_prefers_what_both_rankings_have_and_then_the_weightier_one() -> None:
    assert [one for one, _ in fuse((1.0, [1, 2, 3]), (1.0, [3, 4]))] == [3, 1, 2, 4]
    assert [one for one, _ in fuse((1.0, [1]), (1.2, [2]))] == [2, 1]
    assert fuse((1.0, []), (1.0, [])) == []
    assert fuse((1.0, [7])) == [(7, 1 / 31)]


@given(st.lists(st.tuples(st.floats(0.1, 10), st.lists(st.integers(0, 20), unique=True)), max_size=3))
def test_fusion_keeps_every_id_once_and_the_order_of_a_single_ranking(rankings: list[tuple[float, list[int]]]) -> None:
    fused = fuse(*rankings)
    assert sorted(one for one, _ in fused) == sorted({one for _, ranking in rankings for one in ranking})
    scores = [score for _, score in fused]
    assert scores == sorted(scores, reverse=True)
    if len(rankings) == 1:
        assert [one for one, _ in fused] == rankings[0][1]
