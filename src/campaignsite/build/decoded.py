"""Documents that this process has met before: a preview builds again and again. In: a record. Out: its document.

The name of a record says what it was made from, so what stands here by a name cannot be out of date; whether a store
has it is another question.
"""

from __future__ import annotations

from typing import NamedTuple

from campaignsite.model.diagnostics import Diagnostic
from campaignsite.model.documents import Document
from campaignsite.store.documents import Record, document, noticed

_MOST = 50_000
_known: dict[str, Decoded] = {}


class Decoded(NamedTuple):
    """A record in its three forms."""

    data: bytes
    record: Record
    document: Document
    noticed: tuple[Diagnostic, ...]
    """What parsing it noticed."""


def known(name: str) -> Decoded | None:
    """What was met by this name."""
    return _known.get(name)


def decoded(name: str, data: bytes) -> Decoded:
    """A record by its name. Raises ValueError, TypeError, KeyError or AttributeError for what is none."""
    found = _known.get(name)
    if found is None or found.data != data:
        record = Record.decode(data)
        found = Decoded(data, record, document(record), noticed(record))
        if len(_known) >= _MOST:
            _known.clear()
        _known[name] = found
    return found
