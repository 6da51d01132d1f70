"""Everything that can be noticed, by name. ``codes.md`` beside this explains each; a test holds both together."""

from __future__ import annotations

from types import MappingProxyType

from campaignsite.model.diagnostics import Diagnostic, Place, Severity
from campaignsite.model.words.hints import nearest

_E, _W = Severity.ERROR, Severity.WARNING

CODES = MappingProxyType(
    {
        # reading files
        "bad-encoding": _E,
        "binary-file": _E,
        "control-character": _E,
        "empty-file": _E,
        "file-too-big": _E,
        "link-outside-site": _E,
        "bad-file-name": _E,
        "unreadable-file": _E,
        "lfs-pointer": _E,
        "ignored-file": _W,
        "no-content": _E,
        # front matter
        "no-front-matter": _E,
        "blank-line-before-front-matter": _E,
        "unclosed-front-matter": _E,
        "bad-yaml": _E,
        "cut-value": _W,
        "half-commented": _W,
        "unchecked-draft": _W,
        "unchecked-text": _E,
        "yaml-tab": _E,
        "yaml-alias": _E,
        "yaml-tag": _E,
        "duplicate-key": _E,
        "unknown-key": _E,
        "unknown-type": _E,
        "missing-field": _E,
        "wrong-type": _E,
        "bad-value": _E,
        "bad-date": _E,
        "date-without-year": _W,
        "bad-slug": _E,
        "unknown-language": _E,
        # Markdown
        "raw-html": _E,
        "nested-too-deeply": _E,
        "unsafe-link": _E,
        "heading-skipped": _W,
        "heading-one-in-body": _W,
        "image-without-alt": _E,
        "image-without-credit": _E,
        "image-without-people": _E,
        "bad-image-attribute": _E,
        "unknown-component": _E,
        "bad-component": _E,
        "unclosed-component": _E,
        "duplicate-anchor": _E,
        "unknown-reference": _W,
        "not-a-link": _W,
        "not-a-picture": _E,
        "indented-code": _W,
        "attribute-not-allowed": _E,
        "bad-ignore": _E,
        "unused-ignore": _W,
        # relations
        "unknown-agency": _E,
        "ambiguous-agency": _E,
        "unknown-role": _E,
        "unknown-event": _E,
        "ambiguous-event": _E,
        "unknown-edition": _E,
        "unknown-boilerplate": _E,
        "undated-boilerplate": _E,
        "unknown-results": _E,
        "withheld-name": _E,
        "bad-member": _E,
        "duplicate-name": _E,
        "missing-translation": _E,
        "sensitive-without-exit": _E,
        "old-verification": _W,
        "security-expired": _E,
        "security-expiring": _W,
        "security-far-off": _W,
        "security-in-folder": _W,
        "review-due": _W,
        "contradicting-offset": _W,
        "never-public": _E,
        # figures
        "superseded-twice": _E,
        "figure-disagrees": _E,
        "number-disagrees": _W,
        "superseded-figure": _W,
        "suppressed-figure": _E,
        "unit-form": _W,
        # links and URLs
        "broken-link": _E,
        "broken-anchor": _E,
        "missing-asset": _E,
        "unsafe-svg": _E,
        "damaged-image": _E,
        "image-too-big": _E,
        "image-with-place": _E,
        "copies-unavailable": _E,
        "withheld-link": _E,
        "withdrawn-in-part": _W,
        "same-url": _E,
        # layouts
        "missing-layout": _E,
        "layout-syntax": _E,
        "layout-undefined": _E,
        "layout-cycle": _E,
        "layout-error": _E,
        "missing-catalogue": _W,
        # configuration and publishing
        "no-config": _E,
        "bad-config": _E,
        "search-unavailable": _E,
        "search-failed": _E,
        "share-images-unavailable": _E,
        "bad-font": _E,
        "missing-letters": _W,
        "missing-text-layout": _W,
        "unsafe-output": _E,
        "foreign-file": _E,
        "cannot-write": _E,
        "busy-output": _E,
        "lost-address": _W,
        "over-budget": _W,
    }
)

IGNORABLE = frozenset(
    {
        "broken-anchor",
        "broken-link",
        "contradicting-offset",
        "date-without-year",
        "figure-disagrees",
        "heading-one-in-body",
        "heading-skipped",
        "missing-letters",
        "missing-translation",
        "number-disagrees",
        "superseded-figure",
        "unknown-reference",
        "withdrawn-in-part",
        "not-a-link",
        "indented-code",
    }
)
"""What an editor may know of and leave as it is: none of it makes a page unsafe, or shows what nobody may know yet."""


def diagnostic(code: str, message: str, path: str, place: Place | None = None, hint: str = "") -> Diagnostic:
    """A diagnostic with the severity that its code has in the list. Raises KeyError for a code that is not there."""
    at = place or Place()
    return Diagnostic(code, CODES[code], message, path, at.line, at.column, hint)


def unchecked(remark: str, path: str, place: Place, *, draft: bool) -> Diagnostic:
    """A place that an import was not certain of, and that nobody has looked at: ``remark`` says why."""
    message = f"nobody has looked at this yet: {' '.join(remark.split())}"
    hint = "look at it, then take this remark out"
    if draft:
        return diagnostic("unchecked-draft", message, path, place, hint)
    return diagnostic("unchecked-text", message, path, place, f"{hint}; until then, write “draft: true”")


def not_ignorable(code: str) -> tuple[str, str]:
    """Message and hint for a code that is not among ``IGNORABLE``."""
    known = f"what can be ignored is {', '.join(sorted(IGNORABLE))}"
    if code in CODES:
        return f"“{code}” cannot be ignored", f"take this out, and mend what is wrong; {known}"
    return f"there is nothing called “{code}” to ignore", nearest(code, IGNORABLE) or known
