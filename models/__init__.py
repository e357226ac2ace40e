"""Embedding models: which there are, how their weights are obtained and converted, and how they run.

Nothing here knows documents, databases or windows. The environment is set before anything imports ONNX Runtime:
one thread per process and no telemetry (from 1.29 on it would write a device id and start a thread).
"""

import os

os.environ["ORT_DISABLE_TELEMETRY"] = "1"
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_variable, "1")
