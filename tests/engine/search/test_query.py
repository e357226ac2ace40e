"""What a query says: words, phrases, what to leave out, and filters; and what it cannot mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import QueryError
from engine.records import Query
from engine.search.query import MAX_PARTS, parse


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", Query()),
        ("free window", Query("free window")),
        ('a "free window" open', Query("a free window open", phrases=("free window",))),
        ("a “free window”", Query("a free window", phrases=("free window",))),
        ("lamp -oil", Query("lamp", excluded=("oil",))),
        ('lamp -"whale oil"', Query("lamp", excluded=("whale oil",))),
        ("lamp TYPE:PDF", Query("lamp", types=("pdf",))),
        ("type:.docx type:mail", Query(types=("docx", "mail"))),
        ('in:"My Documents" lamp', Query("lamp", folders=("My Documents",))),
        ("name:report", Query(names=("report",))),
        ("plot -type:.PDF", Query("plot", without_types=("pdf",))),
        ('-type:pdf plot -in:"My Manuals"', Query("plot", without_types=("pdf",), without_folders=("My Manuals",))),
        ("-name:draft", Query(without_names=("draft",))),
        ("report -2023", Query("report", excluded=("2023",))),
        ("plot -2 -3d", Query("plot", excluded=("2", "3d"))),
        ('"event loop" -2', Query("event loop", phrases=("event loop",), excluded=("2",))),
        ("cafe\N{COMBINING ACUTE ACCENT}", Query("café")),
        ("after:2024", Query(after="2024-01-01")),
        ("after:2024-02 before:2024-3-9", Query(after="2024-02-01", before="2024-03-09")),
        ("after:31.12.2024", Query(after="2024-12-31")),
        ("after:2.2024 before:9.3.2024", Query(after="2024-02-01", before="2024-03-09")),
        ("after:2023 after:2024", Query(after="2024-01-01")),
    ],
)
def test_what_means_something(query: str, expected: Query) -> None:
    assert parse(query) == expected


@pytest.mark.parametrize(
    "text",
    [
        '"open',
        '5" pipe',
        "-",
        "--verbose",
        "-5 degrees",
        "-5 -10 degrees",
        "3 -2",
        "name: Smith",
        "see http://in.example/a:b",
        "NEAR(",
    ],
)
def test_what_means_nothing_is_text(text: str) -> None:
    assert parse(text) == Query(text)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("after:yesterday", "after: needs a year, a month or a day, and “yesterday” is none."),
        ("before:2024-13", "before: needs a year, a month or a day, and “2024-13” is none."),
        ("before:31.2.2024", "before: needs a year, a month or a day, and “31.2.2024” is none."),
        ("after:1/2/2024", "after: needs a year, a month or a day, and “1/2/2024” is none."),
        ("lamp type:", "type: says nothing."),
        ('lamp in:""', "in: says nothing."),
        ("after:2024 before:2023", "No day is both after 2024-01-01 and before 2023-01-01."),
        ("lamp -after:2024", "-after: is not known."),
        ("-before:2024-02", "-before: is not known."),
        ("-type:", "type: says nothing."),
        ("-oil", "This only says what to leave out."),
    ],
)
def test_what_cannot_be_meant_is_said_with_an_example(query: str, said: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(query)
    assert caught.value.message == said
    assert caught.value.hint


def test_days_that_are_to_be_left_out_are_said_by_the_other_filter() -> None:
    with pytest.raises(QueryError) as caught:
        parse("lamp -after:2024-02")
    assert caught.value.hint == "Say before:2024-02 instead."


def test_only_so_many_parts_count() -> None:
    taken = parse('"a" ' * 10_000)
    assert len(taken.phrases) == MAX_PARTS


@given(st.text(st.characters(blacklist_characters=":-")))
def test_text_without_filters_and_minus_is_never_wrong(text: str) -> None:
    assert not parse(text).has_filters
