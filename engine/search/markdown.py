"""Markdown as a reader sees it: the words, without the signs that say how they look.

For snippets only: what is stored, counted by offsets and shown as a page stays as it was written. Not by a parser,
because a passage may begin or end in the middle of anything, and fifty of them must not take longer than the search.
Only signs, targets of links and tags of HTML are left out, never a word that a reader sees.
"""

from __future__ import annotations

import html
import re

KIND = "Markdown"
"""The kind of documents whose passages are written so."""

_DONE = "\x01"
"""Stands for what has been dealt with: no letter, no sign, no white space."""
_FENCE = re.compile(r"^[ \t]*(`{3,}|~{3,})([^`\n]*)$", re.MULTILINE)
_CODE_LINES = re.compile(r"(?:\A|(?<=\n)[ \t]*\n)(?:(?:[ ]{4}|\t)[^\n]*(?:\n|\Z)|[ \t]*\n(?=[ ]{4}|\t))+")
_LIST_ITEM = re.compile(r"^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]", re.MULTILINE)
_RULE = re.compile(r"^[ \t]{0,3}(?:([-*_])[ \t]*(?:\1[ \t]*){2,}|={2,}[ \t]*|--[ \t]*)$", re.MULTILINE)
_TABLE = re.compile(r"^[^\n]*\|[^\n]*\n([ \t]*\|?[ \t]*:?-[-:| \t]*)$(?:\n[^\n]*\|[^\n]*$)*", re.MULTILINE)
_ROW = re.compile(r"^[ \t]*\|[^\n]*\|[ \t]*$", re.MULTILINE)
_DELIMITERS = re.compile(r"[ \t]*[|:-][-:| \t]*")
_LINE = re.compile(r"[^\n]+")
_BAR = re.compile(r"(?<!\\)\|")
_HEADING = re.compile(r"^[ \t]{0,3}(#{1,6}[ \t]+)[^\n]*$", re.MULTILINE)
_HEADING_END = re.compile(r"(?<=[ \t])#+[ \t]*\Z")
_QUOTE = re.compile(r"^[ \t]{0,3}((?:>[ \t]?)+)", re.MULTILINE)
_BULLET = re.compile(rf"^[ \t{_DONE}]*([-*+])[ \t]+(?=\S)", re.MULTILINE)
_ATOM_BEGINS = re.compile(r"[\\`<&]|-->")
_ATOM = re.compile(
    r"""
    \\(?P<escaped> [!-/:-@\[-`{-~])
  | (?P<ticks> `+)
  | <(?P<address> (?:[a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^\s<>]*|[\w.+-]+@[\w.-]+))>
  | (?P<block> </?(?:br|p|div|hr|table|thead|tbody|tr|t[dh]|[uo]l|li|h[1-6]|img|details|summary|pre|blockquote|center)
        (?:\s[^<>]*)?/?>)
  | (?P<tag> </?(?:a|b|i|u|s|em|strong|span|su[bp]|code|kbd|del|ins|mark|small|big|font|picture|source)(?:\s[^<>]*)?/?>)
  | (?P<comment> <!--|-->)
  | (?P<entity> &(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)
    """,
    re.VERBOSE,
)
_BRACKET_BEGINS = re.compile(r"!\[|[\[\]]")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_BRACKET = re.compile(
    r"""
    (?P<wiki> !?\[\[(?:[^\[\]|\n]{1,300}\|)?(?=[^\[\]|\n]{1,300}\]\]))
  | (?P<wiki_end> \]\])
  | (?P<begin> !?\[)
  | (?P<target> \]\([ \t]*(?:<[^<>\n]*>|[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*){0,3})(?:\s+(?:"[^"]*"|'[^']*'))?[ \t]*\))
  | (?P<label> \]\[[^\[\]\n]{0,300}\])
  | (?P<end> \])
    """,
    re.VERBOSE,
)
_INSIDE = r"(?:(?!\n[ \t]*\n)[\s\S]){1,600}?"
_EMPHASIS = (
    ("**", re.compile(rf"(\*\*)(?=\S){_INSIDE}(?<=\S)(\*\*)(?!\*)")),
    ("__", re.compile(rf"(?<!\w)(__)(?=\S){_INSIDE}(?<=\S)(__)(?!\w)")),
    ("~~", re.compile(rf"(~~)(?=\S){_INSIDE}(?<=\S)(~~)")),
    ("*", re.compile(r"(?<!\*)(\*)(?=[^\s*])(?:(?!\n[ \t]*\n)[^*]){1,600}?(?<=[^\s*])(\*)(?!\*)")),
    ("_", re.compile(r"(?<!\w)(_)(?=[^\s_])(?:(?!\n[ \t]*\n)[^_]|(?<=\w)_+(?=\w)){1,600}?(?<=[^\s_])(_)(?!\w)")),
)


class _Page:
    """A text, what of it is still to be looked at, and what is left out."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.open = text
        """As long as the text, with what has been dealt with made :data:`_DONE`."""
        self._cuts: list[tuple[int, int, str]] = []

    def cut(self, start: int, end: int, instead: str = "") -> None:
        """Leave this out."""
        if start < end:
            self._cuts.append((start, end, instead))
            self.done(start, end)

    def done(self, start: int, end: int) -> None:
        """Leave this as it is."""
        self.open = f"{self.open[:start]}{_DONE * (end - start)}{self.open[end:]}"

    def shown(self) -> str:
        """What is left."""
        parts, at = [], 0
        for start, end, instead in sorted(self._cuts):
            parts += [self.text[at:start], instead]
            at = end
        return "".join(parts) + self.text[at:]


def plain(text: str) -> str:
    """What a reader sees of a passage of Markdown."""
    page = _Page(text)
    _code(page)
    _lines(page)
    _atoms(page)
    _links(page)
    _emphasis(page)
    return page.shown()


def _code(page: _Page) -> None:
    """Blocks of code stay as they are, without the fences around them."""
    fences = list(_FENCE.finditer(page.text)) if "```" in page.text or "~~~" in page.text else []
    inside = 0 if len(fences) % 2 == 1 and _closes(page.text, fences[0]) else None
    for fence in fences:
        if inside is not None:
            page.done(inside, fence.start())
            inside = None
        else:
            inside = fence.end()
        page.cut(fence.start(), fence.end())
    if inside is not None:
        page.done(inside, len(page.text))
    # In a list what is indented belongs to an item.
    if ("    " in page.open or "\t" in page.open) and not _LIST_ITEM.search(page.open):
        for block in _CODE_LINES.finditer(page.open):
            page.done(*block.span())


def _closes(text: str, fence: re.Match[str]) -> bool:
    """Whether it more likely ends code that began before the passage than begins some."""
    before, after = text[: fence.start()].removesuffix("\n"), text[fence.end() :].removeprefix("\n")
    has_code_before = before.rpartition("\n")[2].strip() != ""
    return has_code_before and not fence[2].strip() and not after.partition("\n")[0].strip()


def _lines(page: _Page) -> None:
    """Rules, headings, quotes, tables, and what stands before an item of a list."""
    # A look at whether the sign is there at all is a hundred times as fast as looking for where a line begins with it.
    if any(sign in page.open for sign in ("--", "==", "**", "__", "- -", "* *", "_ _")):
        for rule in _RULE.finditer(page.open):
            page.cut(*rule.span())
    if "|" in page.open:
        _tables(page)
    if "#" in page.open:
        for heading in _HEADING.finditer(page.open):
            page.cut(*heading.span(1))
            if end := _HEADING_END.search(page.open, heading.end(1), heading.end()):
                page.cut(*end.span())
    if ">" in page.open:
        for quote in _QUOTE.finditer(page.open):
            page.cut(*quote.span(1))
    if any(sign in page.open for sign in ("- ", "* ", "+ ")):
        for bullet in _BULLET.finditer(page.open):
            page.cut(*bullet.span(1), "•")


def _tables(page: _Page) -> None:
    """Cells are left, with a space between them."""
    for start, end in [match.span() for match in (*_TABLE.finditer(page.open), *_ROW.finditer(page.open))]:
        for row in _LINE.finditer(page.open, start, end):
            if _DELIMITERS.fullmatch(row[0]):
                page.cut(*row.span())
            else:
                for bar in _BAR.finditer(page.open, *row.span()):
                    page.cut(*bar.span(), " ")


def _atoms(page: _Page) -> None:
    """Code in a line, addresses, tags, and characters that are written with a sign before them."""
    at = 0
    # Looking for one character first is five times as fast as looking for any of these at once; so it is below.
    while begins := _ATOM_BEGINS.search(page.open, at):
        start = begins.start()
        match = _ATOM.match(page.open, start)
        if match is None:
            at = start + 1
            continue
        at = match.end()
        kind = match.lastgroup
        if kind == "escaped":
            page.cut(start, start + 1)
            page.done(start + 1, at)
        elif kind == "ticks":
            at = _code_in_line(page, start, at)
        elif kind == "address":
            page.cut(start, start + 1)
            page.done(start + 1, at - 1)
            page.cut(at - 1, at)
        elif kind == "entity":
            page.cut(start, at, html.unescape(match[0]))
        else:
            page.cut(start, at, " " if kind == "block" else "")


def _code_in_line(page: _Page, start: int, end: int) -> int:
    """Leave out the ticks before and after code; returns where to go on."""
    closing = re.compile(rf"(?<!`)`{{{end - start}}}(?!`)").search(page.open, end)
    if closing is None or _BLANK_LINE.search(page.open, end, closing.start()):
        return end
    page.cut(start, end)
    page.done(end, closing.start())
    page.cut(*closing.span())
    return closing.end()


def _links(page: _Page) -> None:
    """Of links and pictures the text is left."""
    begun: list[re.Match[str]] = []
    at = 0
    while begins := _BRACKET_BEGINS.search(page.open, at):
        match = _BRACKET.match(page.open, begins.start())
        if match is None:
            return
        at = match.end()
        if match.lastgroup in ("wiki", "begin"):
            begun.append(match)
            continue
        opening = begun.pop() if begun else None
        if match.lastgroup == "wiki_end" and (opening is None or opening.lastgroup != "wiki"):
            # Two brackets that end one after the other.
            at -= 1
        elif opening is not None and match.lastgroup != "end" and not _is_note(page, opening, match):
            page.cut(*opening.span())
            page.cut(*match.span())


def _is_note(page: _Page, opening: re.Match[str], closing: re.Match[str]) -> bool:
    """Whether these are two numbers of notes, ``[1][2]``, and no link with a name."""
    return closing.lastgroup == "label" and page.text[opening.end() : closing.start()].isdigit()


def _emphasis(page: _Page) -> None:
    """Signs around words that are to stand out; ``2*3*4`` has none."""
    for sign, pattern in _EMPHASIS:
        for match in pattern.finditer(page.open) if sign in page.open else ():
            before, after = page.open[: match.start()][-1:], page.open[match.end() : match.end() + 1]
            if not (before.isascii() and before.isalnum() and after.isascii() and after.isalnum()):
                page.cut(*match.span(1))
                page.cut(*match.span(2))
