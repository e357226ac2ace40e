"""Headings that plain-text markups write into their text."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.pipeline.extract.headings import finder_for


@pytest.mark.parametrize(
    ("name", "kind", "titles"),
    [
        ("handbook.md", "Markdown", ["The lamp", "Oil and wick", "The fog signal"]),
        ("handbook.rst", "reStructuredText", ["The lamp", "Oil and wick", "The fog signal"]),
        ("handbook.tex", "LaTeX", ["A Keeper's Handbook", "The lamp", r"Oil and \textbf{wick}", "The fog signal"]),
        ("lamp.py", "Code", []),
    ],
)
def test_fixtures(documents: Path, name: str, kind: str, titles: list[str]) -> None:
    text = (documents / name).read_text("utf-8")
    found = finder_for(kind)(text)
    assert [heading.title for heading in found] == titles
    assert all(heading.title in text[heading.start : heading.end] for heading in found)


@pytest.mark.parametrize(
    "text",
    [
        "#no space",
        "    # code by indent",
        "```\n# in a fence\n```",
        "~~~\n# in a fence",
        "word\n\n---\n\nrule",
        "a\n- item",
    ],
)
def test_no_markdown_headings(text: str) -> None:
    assert finder_for("Markdown")(text) == ()


@pytest.mark.parametrize("text", ["=====  =====\na      b\n=====  =====", "A long line of text\n---", "::\n\n  ..."])
def test_no_restructured_headings(text: str) -> None:
    assert finder_for("reStructuredText")(text) == ()
