"""What an image has to say of itself: what it shows, who made it, and who is in it.

In: the token of an image. Out: what is wrong with it, as code, message and hint.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from markdown_it.token import Token

from campaignsite.model.words.hints import closest, either
from campaignsite.parse.markdown.pictures import ONLY, SAID

PEOPLE = ("none", "consented", "public-figure")
"""Who is in a picture: nobody who can be recognized, people who agreed to its being published, a public figure."""

Wrong = tuple[str, str, str]
"""Code, message and hint."""
_MAKER = 'credit="who made it"'


def amiss(image: Token, alt: str, behind: str) -> Iterator[Wrong]:
    """What is wrong with what an image says. ``behind`` is the text behind it: perhaps attributes that are none."""
    given = {name: str(image.attrs[name]).strip() for name in SAID if name in image.attrs}
    meant = {closest(name, SAID) for name in image.meta.get("insecure_attrs", ())}  # a slip is one mistake, not two
    if "decorative" in given:
        yield from _decorative(image, alt, given)
    elif "decorative" not in meant:
        if not alt.strip():
            message = "this image has no text for those who cannot see it"
            hint = "write ![what it shows](…), or ![](…){decorative=true} for an ornament that shows nothing"
            yield "image-without-alt", message, hint
        yield from _incomplete(given, {*meant, *(name for name, value in given.items() if value)}, image, behind)


def said(image: Token, alt: str) -> tuple[str, str, str]:
    """What an image shows, who made it, and who is in it."""
    return alt, str(image.attrs.get("credit", "")), str(image.attrs.get("people", ""))


def _incomplete(given: Mapping[str, str], known: set[str], image: Token, behind: str) -> Iterator[Wrong]:
    # A drawing is made, not taken: nobody stood before a camera who could be asked.
    drawn = urlsplit(str(image.attrs.get("src", ""))).path.lower().endswith(".svg")
    nobody = "people" not in known and not drawn
    if "credit" not in known:
        message = "this image does not say who made it" + (", nor who is in it" if nobody else "")
        form = f"write ![what it shows](…){{{_MAKER}{' people=none' if nobody else ''}}}"
        hint = _unread(behind) or form + (", or people=consented, or people=public-figure" if nobody else "")
        yield "image-without-credit", message, hint
    elif nobody:
        hint = "add people=none if nobody can be recognized, people=consented if they agreed, or people=public-figure"
        yield "image-without-people", "this image does not say who is in it", hint
    people = given.get("people", "")
    if people and people not in PEOPLE:
        hint = either(people, PEOPLE)
        yield "bad-image-attribute", f"“{people}” is no value for “people”", hint


def _unread(behind: str) -> str:
    """What to do about braces behind an image that are shown as they stand."""
    if behind.startswith("{"):
        return f"put each value in straight quotation marks: {{{_MAKER}}}; what stands in {{…}} cannot be read"
    return "put {…} right behind the ), with nothing between" if behind.strip().startswith("{") else ""


def _decorative(image: Token, alt: str, given: Mapping[str, str]) -> Iterator[Wrong]:
    if given["decorative"] != "true":
        hint = "write decorative=true, or leave it out"
        yield "bad-image-attribute", f"“{given['decorative']}” is no value for “decorative”", hint
        return
    more = ["text in its brackets"] if alt.strip() else []
    more += [what for what, there in (("a title", "title" in image.attrs), ("a credit", "credit" in given)) if there]
    more += ["people"] if "people" in given else []
    if more:
        message = f"this image is decorative and yet has {_listed(more)}"
        hint = "write ![](…){decorative=true} for an ornament; for any other image leave decorative=true out"
        yield "bad-image-attribute", message, hint
    elif ONLY in image.meta:
        message = "this image is all that its link has, so it cannot be decorative: nobody would hear where it leads"
        hint = f"write [![where the link leads](…){{{_MAKER}}}](…)"
        yield "bad-image-attribute", message, hint


def _listed(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def allowed(name: str, general: Sequence[str], *, image: bool) -> tuple[str, str]:
    """Message and hint for an attribute that cannot be set; ``general`` ones can be set of anything."""
    if name in SAID and not image:
        said = {"credit": _MAKER, "people": "people=none"}.get(name, f"{name}=true")
        return f"the attribute “{name}” can be set on images only", f"write it right behind one: ![…](…){{{said}}}"
    known = (*general, *SAID) if image else general
    return (
        f"the attribute “{name}” cannot be set in content",
        f"{either(name, known)}, or leave it out",
    )
