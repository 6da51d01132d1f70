"""Share images, each drawn once. In: what pages say of them. Out: the files, on the stage where they do not stand.

A picture's name says everything that is drawn, so pages name theirs before it is there. The store keeps each by that
name and the program's.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from campaignsite.build.lettering import BOLD, REGULAR, chosen, usual
from campaignsite.build.memory import Memory
from campaignsite.build.ready import Ready
from campaignsite.build.shares import Task, Work
from campaignsite.model.artifacts import Artifact
from campaignsite.model.files import Found, Stamp
from campaignsite.model.page.pages import Page
from campaignsite.model.page.share import ShareView
from campaignsite.model.words.lettering import Lettering
from campaignsite.pictures.typeface import Typeface
from campaignsite.publish.stage import Stage
from campaignsite.render.filters import date_text, direction
from campaignsite.sources.reading import read
from campaignsite.store.last import Publication
from campaignsite.store.packs import Store

if TYPE_CHECKING:  # a picture that is there need not be drawn
    from campaignsite.pictures.share import Faces

SOURCE = "share"


@dataclass(slots=True)
class Sharing:
    """Draws what one desk's pages are shared with."""

    root: Path
    memory: Memory
    store: Store | None
    standing: Mapping[str, Stamp]
    """The published files that are as they were written."""
    lettering: Lettering
    fonts: tuple[Found, ...]
    """The site's own, in order."""
    stage: str = ""
    """Where to write what does not stand; empty to write nothing."""
    collect: bool = False
    """Whether to give back the data of all pictures."""
    files: list[Publication] = field(default_factory=list)
    artifacts: list[Artifact] = field(default_factory=list)
    _faces: list[Faces] = field(default_factory=list)

    def share(self, page: Page) -> None:
        """Draw the picture of a page, if it has one that is not there. Raises OSError."""
        share = page.share
        if share is None or not (self.stage or self.collect):
            return
        name = self.memory.picture(share.file)
        known = self.store.get(name) if self.store else None
        digest, data = known.decode("ascii", "replace") if known else "", None
        stands = self.standing.get(share.file)
        if not digest or self.collect or stands is None or stands.digest != digest:
            data = (self.store.get(self.memory.drawn(name)) if self.store else None) or self._drawn(share, page.lang)
            digest = hashlib.sha256(data).hexdigest()
            self._keep(name, digest, data)
        if data and self.stage and (stands is None or stands.digest != digest):
            Stage(self.stage).write(share.file, data)
        if data and self.collect:
            self.artifacts.append(Artifact(share.file, data))
        self.files.append(Publication(share.file, SOURCE, digest, name))

    def _keep(self, name: str, digest: str, data: bytes) -> None:
        if self.store and name not in self.store:
            self.store.put(name, digest.encode())
            self.store.put(self.memory.drawn(name), data)

    def _drawn(self, share: ShareView, lang: str) -> bytes:
        from campaignsite.pictures.share import Words, drawn

        if not self._faces:
            self._faces.append(self._read())
        said, date = share.words, share.words.date
        day = date_text(date, lang) if date else ""
        words = Words(
            title=said.title,
            name=said.name,
            date=day if self.lettering.shows(day) else "",
            agencies=said.agencies,
            leftwards=direction(lang) == "rtl",
        )
        return drawn(words, self._faces[0], said.accent)

    def _read(self) -> Faces:
        from campaignsite.pictures.share import Faces

        sources = (read(self.root, font.path).value for font in self.fonts)
        own = [Typeface(source.data) for source in sources if source]
        return Faces((*own, usual(BOLD)), (*own, usual(REGULAR)))


def sharing_of(
    task: Task,
    ready: Ready,
    work: Work,
    *,
    store: Store | None,
    standing: Mapping[str, Stamp],
    lettering: Lettering | None,
) -> Sharing | None:
    """What draws the share images of a desk, where they are wanted."""
    if lettering is None or not work.whole:
        return None
    order, fonts = task.order, chosen(ready.settings, task.found).value or ()
    collect = order.output is None and order.collect
    return Sharing(order.root, task.memory, store, standing, lettering, fonts, work.stage, collect)
