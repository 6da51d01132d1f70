"""The garbage collector rests while a build works.

Parsing, rendering and reading what was left make many objects and no rings of them: looking for rings takes a fifth of
the time, and finds none.
"""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def at_rest() -> Iterator[None]:
    """Switch the collector off, and on again afterwards if it was on; what is there then it takes for old.

    So nothing is looked at when the process ends, which is soon. Layouts do hold rings, the same few for each build:
    who builds again and again in one process calls ``gc.collect()`` in between.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.unfreeze()
            gc.enable()
