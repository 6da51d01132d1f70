"""What a change to the site changes for those who answer for it. In: an order and a revision. Out: ``Comparison``.

The site as it stands is put beside the one of the revision, both at one moment: what differs comes from the sources.
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from campaignsite.build.compared.differences import Comparison, compare
from campaignsite.build.compared.history import HistoryError, restore
from campaignsite.build.compared.snapshot import snapshot
from campaignsite.build.order import Order

__all__ = ["Comparison", "HistoryError", "compared"]


def compared(order: Order, reference: str) -> Comparison:
    """Compare the site with what it was at ``reference``. Raises HistoryError when that cannot be had."""
    with tempfile.TemporaryDirectory(prefix="campaignsite-") as folder:
        commit = restore(order.root, reference, Path(folder))
        before = snapshot(replace(order, root=Path(folder), cache=False, output=None))
    after = snapshot(replace(order, output=None))
    return compare(commit, before, after)
