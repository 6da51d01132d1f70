"""What a browser shows where somebody keeps an icon that leads to the site. In: frames. Out: a line for each language.

W3C, Web Application Manifest. Nothing is installed, and nothing runs when the site is not open.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from campaignsite.model.page.machines import ManifestView
from campaignsite.plan.frames import Frame, Frames
from campaignsite.plan.planned import Planned
from campaignsite.plan.views.siteview import MANIFEST

PAPER = "#ffffff"
"""Of every palette, in light surroundings."""


def manifest(frames: Mapping[str, Frames], _pages: Sequence[Planned]) -> Iterator[Planned]:
    """One for each language: it has a name in one."""
    for lang, one in frames.items():
        if one.view.site.config.outputs.manifest:
            path, site = f"{one.urls.prefix(lang)}/{MANIFEST}", one.sites.site
            frame = Frame("web-manifest", path, site.title, "the manifest for browsers", hidden=True)
            subject = ManifestView(site.bar[0], PAPER)
            yield one.planned(("web-manifest", lang), frame, partial(one.page, frame, subject))
