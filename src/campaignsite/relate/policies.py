"""What the whole site owes its readers: an exit on sensitive pages, checked helplines, translations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

from campaignsite.model.codes import diagnostic
from campaignsite.model.diagnostics import Diagnostic
from campaignsite.model.documents import Document
from campaignsite.model.front.config import Settings
from campaignsite.model.front.kinds import Boilerplate
from campaignsite.model.site import State
from campaignsite.relate.library import since
from campaignsite.relate.states import contradictions, never


def safety(documents: Iterable[Document], settings: Settings) -> Iterator[Diagnostic]:
    """A page that can put its reader in danger needs a way out and a helpline."""
    lacking = [
        name
        for name, there in (("an exit", settings.config.exit), ("a helpline", settings.config.helplines))
        if not there
    ]
    for document in documents if lacking else ():
        if document.meta.sensitive:
            yield diagnostic(
                "sensitive-without-exit",
                f"this page is marked sensitive, and the site has neither {' nor '.join(lacking)}"
                if len(lacking) > 1
                else f"this page is marked sensitive, and the site has no {lacking[0].partition(' ')[2]}",
                document.path,
                document.place("sensitive"),
                f"write “exit:” and “helplines:” in {settings.path}",
            )


def times(documents: Iterable[Document], settings: Settings) -> Iterator[Diagnostic]:
    """Times that may not mean what an editor thinks."""
    zone = settings.config.zone
    for document in documents:
        for key, written, clock in contradictions(document.meta, zone):
            message = f"“{key}” is written with {written} from UTC, and in {zone} it is {clock} then"
            hint = f"leave the offset out, or write {clock}"
            yield diagnostic("contradicting-offset", message, document.path, document.place(key), hint)


def reviews(documents: Iterable[Document], now: dt.datetime) -> Iterator[Diagnostic]:
    """Texts that somebody wanted to look at again by now."""
    for document in documents:
        due = document.meta.review_by
        if due and due.year and due.last < (now.year, now.month, now.day):
            message, hint = f"this was to be looked at again by {due.iso}", "look at it, then write a later day"
            yield diagnostic("review-due", message, document.path, document.place("review_by"), hint)


def seen(documents: Iterable[Document], settings: Settings) -> Iterator[Diagnostic]:
    """What ends before it begins would wait for its moment, then be over: nobody would ever hear of it."""
    zone = settings.config.zone
    for document in documents:
        key = never(document.meta, zone)
        if key:
            message = f"“expires” is not later than “{key}”, so the public never sees this"
            hint = f"write a later day behind “expires:”, or an earlier one behind “{key}:”"
            yield diagnostic("never-public", message, document.path, document.place("expires"), hint)


def helplines_shown(documents: Iterable[Document], settings: Settings) -> Iterator[Diagnostic]:
    """A text can show helplines only where there are any."""
    for document in documents if not settings.config.helplines else ():
        for name, _, place in document.components:
            if name == "helpline":
                message, hint = "the site has no helplines to show here", f"write “helplines:” in {settings.path}"
                yield diagnostic("bad-component", message, document.path, place, hint)


def helplines_checked(settings: Settings, now: dt.datetime) -> Iterator[Diagnostic]:
    """A number that nobody has called for long may no longer answer."""
    for index, line in enumerate(settings.config.helplines):
        checked = line.verified_on.full
        days = (now.date() - checked).days if checked else None
        if days is None or not 0 <= days <= settings.config.helplines_checked_within_days:
            place = settings.places.get(("helplines", index, "verified_on"))
            when = "on an unknown day" if days is None else f"{days} days ago" if days > 0 else "on a day to come"
            message = f"the helpline {line.display} was last checked {when}"
            yield diagnostic("old-verification", message, settings.path, place, "call it, then write today's date")


SOON, FAR = 30, 365
"""Days before the end of what is said of security: when somebody is to renew it, and what is too long (RFC 9116)."""


def security_ends(settings: Settings) -> tuple[dt.datetime, ...]:
    """The moment, in UTC, after which nobody may use the contact for security; nothing where there is none."""
    said = settings.config.security
    return (said.expires.instant(settings.config.zone, ends=True),) if said else ()


def security_holds(settings: Settings, now: dt.datetime) -> Iterator[Diagnostic]:
    """Nobody may use a contact for security after its last day (RFC 9116, 2.5.5), so it is not published then.

    One that lasts for more than a year is likely to be wrong by then (the same section). Below a folder nobody
    looks for it (section 3), so it is not published there.
    """
    said, config = settings.config.security, settings.config
    if said is None:
        return
    if config.base_path != "/":
        message = f"this is read at {config.origin}/ alone, and the site is at {config.base_path}: it is not published"
        hint = f"name the contact in {config.origin}/.well-known/security.txt, and take “security:” out"
        yield diagnostic("security-in-folder", message, settings.path, settings.places.get(("security",)), hint)
        return
    place, day = settings.places.get(("security", "expires")), said.expires.date.isoformat()
    days = (said.expires.date - now.date()).days
    hint = f"look whether the contacts still hold, then write a later day, before {now.date() + dt.timedelta(FAR)}"
    if now >= security_ends(settings)[0]:
        yield diagnostic("security-expired", f"the contact for security ended with {day}", settings.path, place, hint)
    elif days <= SOON:
        when = {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")
        message = f"the contact for security ends with {day}, {when}"
        yield diagnostic("security-expiring", message, settings.path, place, hint)
    elif days > FAR:
        message = f"the contact for security holds until {day}, which is more than a year from now"
        hint = f"write a day before {now.date() + dt.timedelta(FAR)}, and renew it each year"
        yield diagnostic("security-far-off", message, settings.path, place, hint)


def translated(
    documents: Mapping[str, Document], stems: Mapping[str, Mapping[str, str]], settings: Settings
) -> Iterator[Diagnostic]:
    """Where the policy of a kind says ``required``, every language has its document."""
    wanted = frozenset(settings.config.languages)
    for _, paths in sorted((stem, paths) for stem, paths in stems.items() if not wanted <= paths.keys()):
        document = documents[next(iter(paths.values()))]
        missing = [tag for tag in settings.config.languages if tag not in paths]
        if settings.config.policy(document.kind) == "required":
            name = document.path.removesuffix(".md").removesuffix(f".{document.lang}")
            message = f"a {document.kind} needs a translation, and there is none for {', '.join(missing)}"
            yield diagnostic("missing-translation", message, document.path, hint=f"write {name}.{missing[0]}.md")


def in_part(documents: Sequence[Document], states: Mapping[str, State]) -> Iterator[Diagnostic]:
    """What is withdrawn in one language is public in no other. Of what nobody may know yet, nothing is said."""
    gone = {d.stem: d for d in reversed(documents) if states[d.path] == "withdrawn"}
    for document in documents if gone else ():
        other = gone.get(document.stem)
        if other and states[document.path] == "public":
            message = f"this is public, and the same text in another language is withdrawn: {other.path}"
            hint = "write “withdrawn:” here, too, or “draft: true”"
            yield diagnostic("withdrawn-in-part", message, document.path, hint=hint)


def versions(documents: Iterable[Document]) -> Iterator[Diagnostic]:
    """Of the versions of a standing text only one can begin on a day."""
    first: dict[tuple[str, str, str], Document] = {}
    for document in documents:
        meta = document.meta
        if isinstance(meta, Boilerplate):
            other = first.setdefault((document.lang, meta.key or document.slug, since(document)), document)
            if other is not document:
                message = f"{other.path} is used from the same day"
                place = document.place("from")
                yield diagnostic(
                    "duplicate-name", message, document.path, place, "give each version a “from:” of its own"
                )
