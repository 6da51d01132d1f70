"""The command: ``campaignsite``, or ``python -m campaignsite``."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import NoReturn

from campaignsite.cli import main


def command() -> NoReturn:
    """Run the command line, and leave at once: what a big build has put together takes a second to take apart."""
    code = 0
    try:
        main()
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else 0
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError):  # whoever read our output has gone
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    command()
