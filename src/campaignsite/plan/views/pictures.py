"""A picture as a page shows it, with its size and its smaller copies."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import NamedTuple

from campaignsite.model.copies import KINDS
from campaignsite.model.files import Measured
from campaignsite.model.page.pictures import CopiesView, CopyView, PictureView
from campaignsite.plan.copies import Copies
from campaignsite.plan.urls import Urls


class Pictures(NamedTuple):
    """What is known of the site's pictures, by their sources."""

    measured: Mapping[str, Measured]
    copies: Copies

    def view(self, source: str, url: str, urls: Urls) -> PictureView:
        """One of them, at its URL."""
        width, height, _ = self.measured.get(source, (0, 0, 0))
        found = [(f.copy, urls.href(f"/{f.file}")) for f in self.copies.get(source, ()) if f.copy]
        smaller = tuple(
            CopiesView(KINDS[kind], tuple(CopyView(at, copy.width) for copy, at in of))
            for kind, of in groupby(found, key=lambda pair: pair[0].kind)
        )
        return PictureView(url, width, height, smaller)
