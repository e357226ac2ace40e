"""Markdown as a reader sees it: signs, targets and tags are left out, words never."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from engine.search.markdown import plain


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("**bold**, *slanted*, ***both***, __bold__, _slanted_, ~~gone~~", "bold, slanted, both, bold, slanted, gone"),
        ("**several\nlines** and *a **b** c*, 这是**粗体**文字", "several\nlines and a b c, 这是粗体文字"),
        (
            "2*3*4, a * b, a ** b, snake_case_name, 5 * 6 * 7, _x and y_z",
            "2*3*4, a * b, a ** b, snake_case_name, 5 * 6 * 7, _x and y_z",
        ),
        ("**cut off at the end", "**cut off at the end"),
        (r"\*as it is\* and \# too", "*as it is* and # too"),
        ("`a * b * c` and ``with ` tick`` and **`bold()`**", "a * b * c and with ` tick and bold()"),
        ("# Title #\n## C#\n#hashtag", "Title \nC#\n#hashtag"),
        ("Oil\n===\nWick\n----\n\n* * *\nend", "Oil\n\nWick\n\n\n\nend"),
        ("> quoted\n> > twice", "quoted\ntwice"),
        ("- one\n* two *three*\n  + four\n1. five", "• one\n• two three\n  • four\n1. five"),
        ('see [the *docs*](https://example.org/a_(b) "Title")!', "see the docs!"),
        ("![a lamp](lamp.png) [![badge](b.svg)](ci) [text][1] [text][]", "a lamp badge text text"),
        ("[[Page]] and [[Page|alias]]", "Page and alias"),
        ("[not a link], [x [y]], said before [1][2], ]( and [", "[not a link], [x [y]], said before [1][2], ]( and ["),
        ("<https://example.org/x_y_z>, <me@example.org>", "https://example.org/x_y_z, me@example.org"),
        ("x<sub>2</sub><br>AT&amp;T <!-- note --> Vec<String> a < b > c", "x2 AT&T  note  Vec<String> a < b > c"),
        ("```sh\n# not a heading\na*b*c **d**\n```\n*after*", "\n# not a heading\na*b*c **d**\n\nafter"),
        ("end_of *code* here\n```\n\n*after*", "end_of *code* here\n\n\nafter"),
        ("*before*\n\n```\nbegin_of *code*", "before\n\n\nbegin_of *code*"),
        ("text\n\n    x = *p * *q\n\n*text*", "text\n\n    x = *p * *q\n\ntext"),
    ],
)
def test_what_a_reader_sees_is_left(written: str, shown: str) -> None:
    assert plain(written) == shown


@pytest.mark.parametrize(
    "table",
    [
        "| Name | Age |\n|:-----|----:|\n| *Anna* | 12 |",
        "Name | Age\n--- | ---\nAnna | 12",
        "| Name | Age |\n| Anna | 12 |",
    ],
)
def test_the_cells_of_a_table_are_left(table: str) -> None:
    assert plain(table).split() == ["Name", "Age", "Anna", "12"]


SIGNS = st.text("ab1 é日*_~#>-+=.|\\:\n\t", max_size=60)


@given(
    text=st.lists(SIGNS | st.sampled_from(["**", "__", "[", "]", "- ", "\n\n", "    ", "|--|", "`", "``"])).map("".join)
)
def test_signs_cost_no_letter(text: str) -> None:
    # Behind a fence the language of the code is named, and links have names that nobody sees.
    assume(not any(sign in text for sign in ("```", "~~~", "][", "[[")))
    assert [one for one in plain(text) if one.isalnum()] == [one for one in text if one.isalnum()]


@given(text=st.text() | st.text("a*_`~[]()<>!&#|-\\:;\n "))
def test_nothing_is_an_error_and_nothing_is_made_up(text: str) -> None:
    assert len(plain(text)) <= len(text)


@given(words=st.lists(st.text("abc", min_size=1, max_size=5), min_size=1, max_size=5))
def test_what_has_no_signs_stays_as_it_is(words: list[str]) -> None:
    text = " ".join(words)
    assert plain(text) == text
    assert plain(f"**{text}**") == plain(f"# {text}") == plain(f"[{text}](target)") == text
