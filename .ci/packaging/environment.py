"""Runs before the packaged program: what the bundle sets for itself is not for the programs that it starts.

On Linux the bootloader names the bundle's folder in LD_LIBRARY_PATH and begins anew; from then on the variable has
done its work. A PDF viewer or xdg-open that inherits it would load our libraries in place of the system's and fail.
"""

import os
import sys

if sys.platform not in ("win32", "darwin"):
    original = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if original is None:
        os.environ.pop("LD_LIBRARY_PATH", None)
    else:
        os.environ["LD_LIBRARY_PATH"] = original
