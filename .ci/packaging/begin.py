"""Where the packaged program begins; PyInstaller runs this file as ``__main__``, in worker processes too."""

import sys

from desktop.__main__ import main

sys.exit(main())
