"""What the server that workers are forked from loads: everything they need, and nothing that does not survive a fork.

Importing this module does it. The garbage collector rests meanwhile, which makes the start shorter, and never looks at
what was loaded: so the children share these pages of memory instead of each copying them.
"""

from __future__ import annotations

import gc

gc.disable()

from engine.pool import listing_worker, preview_worker, query_worker, worker  # noqa: E402 - see above

__all__ = ["listing_worker", "preview_worker", "query_worker", "worker"]

gc.freeze()
gc.enable()
