"""Items as feeds show them, and in what order. In: the site in one language. Out: entries, each made once.

Feed readers keep copies for ever: what is sensitive is in no feed, nor what is withheld and only a preview shows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import cached_property
from heapq import nsmallest
from typing import NamedTuple
from zoneinfo import ZoneInfo

from campaignsite.model.front.dates import PartialDate
from campaignsite.model.front.kinds import Announcement, Item, Results
from campaignsite.model.page.feeds import FeedEntry
from campaignsite.model.site import Related
from campaignsite.plan.views.inlang import InLanguage
from campaignsite.plan.views.small import correction, dateline
from campaignsite.plan.views.superseded import changes

_SECOND = dt.timedelta(seconds=1)


class When(NamedTuple):
    """The moments of an item; None where nothing says when."""

    published: dt.datetime | None
    updated: dt.datetime | None


class Feeding:
    """What feeds of one language have in common."""

    def __init__(self, view: InLanguage) -> None:
        self._view = view
        self._entries: dict[str, FeedEntry] = {}

    def newest(self, items: Iterable[Related], count: int, *, dated: bool = False) -> tuple[FeedEntry, ...]:
        """The entries of the newest ``count`` of the items; with ``dated``, of those that have a moment alone."""
        known = self._dated if dated else self._ranks
        there = (related for related in items if related.document.path in known)
        return tuple(map(self._entry, nsmallest(count, there, key=lambda r: known[r.document.path])))

    @cached_property
    def _whens(self) -> Mapping[str, When]:
        """When each item was, that may be in a feed."""
        view, zone = self._view, self._view.site.config.zone
        whens = {
            related.document.path: when(related.document.meta, zone)
            for related in view.items
            if not related.document.meta.sensitive and related.document.path not in view.site.withheld
        }
        for related in view.items:
            newest, path = view.newest(related), related.document.path
            if newest and path in whens and newest.document.path in whens:
                whens[path] = _replaced(whens[path], whens[newest.document.path])
        return whens

    @cached_property
    def _ranks(self) -> Mapping[str, int]:
        """The place of each; a corrected or replaced one comes first again, so that readers get what is right now."""

        def moment(path: str) -> float:
            updated = self._whens[path].updated
            return -updated.timestamp() if updated else float("inf")

        return {path: n for n, path in enumerate(sorted(self._whens, key=moment))}

    @cached_property
    def _dated(self) -> Mapping[str, int]:
        return {path: rank for path, rank in self._ranks.items() if self._whens[path].updated}

    def _entry(self, related: Related) -> FeedEntry:
        path = related.document.path
        if path not in self._entries:
            self._entries[path] = self._made(related)
        return self._entries[path]

    def _made(self, related: Related) -> FeedEntry:
        view, document, meta = self._view, related.document, related.document.meta
        assert isinstance(meta, Item)
        news = meta if isinstance(meta, Announcement) else None
        body, keys = view.prose(related), dict.fromkeys(key for _, keys in related.roles for key in keys)
        own = view.figures(document.path) if isinstance(meta, Results) else None
        shown = [figures.url for figures in body.figures.values()] if body else []
        first = next((old for _, old in meta.addresses), view.urls.document(document))
        published, updated = self._whens[document.path]
        earlier, newest = related.supersedes, view.newest(related)
        earlier = "" if earlier and view.site.documents[earlier].document.meta.sensitive else earlier
        newest = None if newest and newest.document.meta.sensitive else newest
        return FeedEntry(
            card=view.card(related),
            id=view.urls.origin + view.urls.href(first),
            published=rfc3339(published),
            updated=rfc3339(updated),
            kind=view.text(f"kind.{document.kind}"),
            warning=f"{view.text('warning.title')} {meta.content_warning}" if meta.content_warning else "",
            authors=view.agencies(dict(related.roles).get("issuer", ())),
            agencies=view.agencies(keys),
            dateline=dateline(news.dateline) if news else None,
            corrections=tuple(map(correction, news.corrections)) if news else (),
            figures=own if own and own.url not in shown else None,
            supersedes=view.item(earlier) if earlier else None,
            changes=changes(view.figures(earlier), own) if own and earlier else (),
            superseded=view.item(newest.document.path) if newest else None,
            superseded_changes=changes(own, view.figures(newest.document.path)) if own and newest else (),
            body=body,
        )


def when(meta: object, zone: ZoneInfo) -> When:
    """When an item was published, and when it was last changed so that readers must know: by a correction.

    ``publish_at`` and ``embargo`` say when to the minute; else its date begins at midnight, and a month or a year on
    its first day. Of corrections only the day is known: each counts from midnight, and a second after what came before.
    """
    assert isinstance(meta, Item)
    moments = [moment.instant(zone).astimezone(zone) for moment in (meta.publish_at, meta.embargo) if moment]
    published = max(moments, key=dt.datetime.timestamp) if moments else _midnight(meta.date, zone)
    updated = published
    for made in sorted(meta.corrections, key=lambda c: c.date.order) if isinstance(meta, Announcement) else ():
        day = _midnight(made.date, zone)
        after = updated + _SECOND if updated else None
        updated = max((m for m in (day, after) if m), key=dt.datetime.timestamp, default=None) if day else updated
    return When(published, updated)


def _replaced(old: When, newer: When) -> When:
    """When replaced figures changed last: at the latest when the newer ones were published, which their entry names."""
    moments = [moment for moment in (old.updated, newer.published) if moment]
    return old._replace(updated=max(moments, key=dt.datetime.timestamp, default=None))


def _midnight(date: PartialDate | None, zone: ZoneInfo) -> dt.datetime | None:
    return dt.datetime(*date.first, tzinfo=zone) if date and date.year else None


def rfc3339(moment: dt.datetime | None) -> str:
    """A moment as feeds write it (RFC 3339, 5.6), with whole minutes of offset; empty for none."""
    if moment is None:
        return ""
    offset = moment.utcoffset() or dt.timedelta()
    if offset % dt.timedelta(minutes=1):  # before there were zones, the sun told the time
        moment = (moment.replace(tzinfo=None) - offset).replace(tzinfo=dt.UTC)
    return moment.isoformat(timespec="seconds")
