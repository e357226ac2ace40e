"""The window's texts and their translations: ``make translations`` takes up what is new and compiles.

Texts are found where the code asks for their translation (``self.tr``, ``translate``, a module's ``_tr``), in the
table of settings, in that of stages, and among the engine's phrases and reasons; these are listed in ``phrases.txt``,
too, by which the window knows them again. What is missing in a language stands in its ``.ts`` file as unfinished. A
text with a number that decides between one and many (``%Ln``) has as many forms as its language knows; those of
English are made from the brackets of "page(s)", and may be mended in its ``.ts`` file.
"""

from __future__ import annotations

import ast
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import PySide6

from engine.export.palette import LOOKS
from engine.paths import resources
from engine.phrases import COUNT, one_and_many
from engine.settings import TABLE

ROOT = Path(__file__).resolve().parents[2]
FOLDER = resources() / "translations"
LANGUAGES = {"en": 2, "de": 2}
"""With how many forms of a text with a number each has; of English, there is nothing else to be said."""
Text = tuple[str, str]
"""Context and source."""
Forms = tuple[str, ...]
"""A translation; of a text with a number, one for each form."""


ENGINE = "engine"
"""The context of what the engine says."""
PHRASES = FOLDER / "phrases.txt"
"""All patterns of that context, one a line."""


def texts(language: str) -> set[Text]:
    """All that the window says, as far as it is to be said in this language."""
    found = _all_texts()
    return set(found) if language != "en" else {text for text in found if COUNT in text[1]}


@cache
def _all_texts() -> frozenset[Text]:
    found = set(_of_settings())
    found |= {("stages", text) for stage, look in LOOKS.items() for text in (stage.value, look.label)}
    for folder in ("desktop", "engine", "models"):
        for path, module in _modules(folder):
            found |= set(_of_module(module))
            # What only the command line says is English.
            if folder != "desktop" and not path.name.startswith("cli"):
                found |= set(_of_reasons(module))
    return frozenset(found)


def phrases() -> str:
    """What ``phrases.txt`` has to hold."""
    return "".join(f"{text}\n" for context, text in sorted(_all_texts()) if context == ENGINE)


@cache
def _modules(folder: str) -> list[tuple[Path, ast.Module]]:
    """All modules below a folder, and where they stand in the project."""
    paths = sorted((ROOT / folder).rglob("*.py"))
    return [(path.relative_to(ROOT), ast.parse(path.read_text("utf-8"))) for path in paths]


def translated(language: str) -> dict[Text, Forms]:
    """What the ``.ts`` file of a language holds; "" where something is missing."""
    path = FOLDER / f"meanwhile_{language}.ts"
    if not path.exists():
        return {}
    found = {}
    for context in ET.parse(path).getroot().iter("context"):  # noqa: S314 - our own file
        for message in context.iter("message"):
            said = message.find("translation")
            forms = said.findall("numerusform") if said is not None else []
            key = context.findtext("name", ""), message.findtext("source", "")
            found[key] = tuple(one.text or "" for one in forms) or (message.findtext("translation", ""),)
    return found


def untranslated_literals() -> list[str]:
    """Places where a literal is shown without asking for its translation."""
    shows = ("setText", "setToolTip", "setWindowTitle", "setAccessibleName", "setPlaceholderText", "addAction")
    found = []
    for path, module in _modules("desktop"):
        for node in ast.walk(module):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name not in (*shows, "QLabel", "QPushButton", "QCheckBox"):
                continue
            said = [_literal(argument) for argument in node.args[:2]]
            where = f"{path}:{node.lineno}"
            found += [f"{where}: {one}" for one in said if any(letter.isalpha() for letter in one)]
    return found


_PHRASES = ("phrase", "counted", "word")
"""What makes a phrase of the engine of its first argument."""


def _of_settings() -> Iterator[Text]:
    for entry in TABLE.values():
        said = (entry.group.value, entry.label, entry.help, entry.zero, *(label for _, label in entry.choices))
        yield from (("settings", text) for text in said if text)


def _of_reasons(module: ast.Module) -> Iterator[Text]:
    """Messages and hints of errors, with ``{}`` for what is put in. What begins like no sentence is for developers."""
    named = {
        target.id: node.value
        for node in module.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "").endswith(("Error", "Reason")):
            said = [_pattern(named.get(one.id, one) if isinstance(one, ast.Name) else one) for one in node.args[:2]]
            yield from ((ENGINE, text) for text in said if text[:1].isupper() or text.startswith("{} "))


def _pattern(node: ast.expr) -> str:
    """A literal, or an f-string with ``{}`` for its values; "" for anything else, and for values alone."""
    if not isinstance(node, ast.JoinedStr):
        return _literal(node)
    pieces = [_literal(one) or "{}" for one in node.values]
    return "".join(pieces) if any(letter.isalpha() for letter in "".join(pieces)) else ""


def _of_module(module: ast.Module) -> Iterator[Text]:
    contexts = {
        one.name: _literal(call.args[0])
        for one in module.body
        if isinstance(one, ast.FunctionDef)
        for call in ast.walk(one)
        if _is_translate(call) and isinstance(call, ast.Call) and not _literal(call.args[1])
    }

    def walk(node: ast.AST, owner: str) -> Iterator[Text]:
        if isinstance(node, ast.ClassDef):
            owner = node.name
        if isinstance(node, ast.Call) and node.args:
            if _is_translate(node) and _literal(node.args[1]):
                yield _literal(node.args[0]), _literal(node.args[1])
            elif isinstance(node.func, ast.Attribute) and node.func.attr == "tr" and _literal(node.args[0]):
                yield owner, _literal(node.args[0])
            elif isinstance(node.func, ast.Name) and node.func.id in contexts and _literal(node.args[0]):
                yield contexts[node.func.id], _literal(node.args[0])
            elif isinstance(node.func, ast.Name) and node.func.id in _PHRASES and _literal(node.args[0]):
                yield ENGINE, _literal(node.args[0])
        for child in ast.iter_child_nodes(node):
            yield from walk(child, owner)

    yield from walk(module, "")


def _is_translate(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "translate"
        and len(node.args) >= 2
        and bool(_literal(node.args[0]))
    )


def _literal(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def write(language: str, known: dict[Text, Forms]) -> None:
    """Write the ``.ts`` file of a language, in the order of the alphabet, and compile it."""
    root = ET.Element("TS", version="2.1", language=language, sourcelanguage="en")
    by_context: dict[str, list[str]] = {}
    for context, source in sorted(texts(language)):
        by_context.setdefault(context, []).append(source)
    for name, sources in by_context.items():
        context = ET.SubElement(root, "context")
        ET.SubElement(context, "name").text = name
        for source in sources:
            message = ET.SubElement(context, "message")
            ET.SubElement(message, "source").text = source
            translation = ET.SubElement(message, "translation")
            forms = known.get((name, source), ())
            if COUNT in source:
                message.set("numerus", "yes")
                if language == "en":
                    forms = forms or one_and_many(source)
                for place in range(LANGUAGES[language]):
                    form = ET.SubElement(translation, "numerusform")
                    form.text = forms[place] if place < len(forms) else ""
            elif forms:
                translation.text = forms[0]
            if not forms or not all(forms):
                translation.set("type", "unfinished")
    ET.indent(root)
    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / f"meanwhile_{language}.ts"
    body = ET.tostring(root, encoding="unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', "utf-8")
    program = Path(PySide6.__file__).parent / "lrelease"
    command = [str(program), "-silent", str(path), "-qm", str(path.with_suffix(".qm"))]
    subprocess.run(command, check=True)


def main() -> int:
    """Take up new texts, drop old ones, compile; says what is missing."""
    PHRASES.write_text(phrases(), "utf-8")
    for language in LANGUAGES:
        write(language, translated(language))
        missing = [source for (_, source), said in translated(language).items() if not all(said)]
        print(f"{language}: {len(missing)} missing", *missing, sep="\n  ")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
