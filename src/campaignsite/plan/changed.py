"""When something last changed, as far as the content says it. In: documents. Out: a day or a moment, or nothing.

It is never the time of a build or of a file: those change without a reader noticing anything.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from campaignsite.model.front.dates import Moment, PartialDate
from campaignsite.model.front.kinds import Announcement, Item
from campaignsite.model.site import Related, Site


class Changed:
    """Tells of documents when they last changed, each of them once."""

    def __init__(self, site: Site) -> None:
        self._zone, self._now = site.config.zone, site.now
        self._newer = {
            old: site.documents[min(site.translations[new].values())]
            for old, new in site.newer.items()
            if new not in site.newer  # in a ring, which is an error, no record is the newest
        }
        self._known: dict[str, tuple[dt.datetime, str] | None] = {}

    def newest(self, documents: Iterable[Related]) -> str:
        """The last change of any of them, as W3C's Date and Time Formats have it; empty when none is known."""
        known = [found for related in documents if (found := self._of(related))]
        return max(known)[1] if known else ""

    def _of(self, related: Related) -> tuple[dt.datetime, str] | None:
        path = related.document.path
        if path not in self._known:
            self._known[path] = self._looked(related)
        return self._known[path]

    def _looked(self, related: Related) -> tuple[dt.datetime, str] | None:
        """Of what is known to have happened, the last: it was issued, became public, was corrected or replaced."""
        meta = related.document.meta
        found = [self._moment(moment) for moment in (meta.embargo, meta.publish_at) if moment]
        if isinstance(meta, Item):
            found += self._day(meta.date)
        for correction in meta.corrections if isinstance(meta, Announcement) else ():
            day = self._day(correction.date)
            if not day:
                return None  # it was changed on a day that nobody noted: every other day would be too early
            found += day
        if related.document.stem in self._newer:
            replaced = self._of(self._newer[related.document.stem])
            if not replaced:
                return None  # the same is true of figures that were replaced
            found.append(replaced)
        return max((known for known in found if known[0] <= self._now), default=None)

    def _moment(self, moment: Moment) -> tuple[dt.datetime, str]:
        at = moment.instant(self._zone)
        return at, f"{at:%Y-%m-%dT%H:%M:%SZ}" if moment.time else moment.date.isoformat()

    def _day(self, date: PartialDate | None) -> list[tuple[dt.datetime, str]]:
        day = date.full if date else None
        return [(dt.datetime.combine(day, dt.time(), self._zone), day.isoformat())] if day else []
