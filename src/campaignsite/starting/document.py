"""A new file of a kind, commented: what must be filled in is there with nothing behind it, all else is an example.

In: the kind, a title, what the site has. Out: the text of a file. A line that begins with ``#`` and no single blank is
YAML that becomes front matter when the ``#`` goes; every such line is right, alone and with all the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from campaignsite.model.front.kinds import KINDS, Agency, Event
from campaignsite.model.front.shapes import Key, keys_of
from campaignsite.starting.examples import Examples, listed, scalar

BLANK = "FILL IN"
"""What stands behind a key that must be filled in."""
_HEAD = """\
# {kind}: {about}
# {todo}Lines such as “#slug: …” are examples: take the # away to use one, or take the line out.
# Lines that begin with “# ” explain what comes next.

"""
_TODO = f"""Fill in what says “{BLANK}”: “campaignsite check --drafts” says what is left, and where.
# """
_HIDDEN = ("draft",)
_EARLY = ("date", "event", "edition", "agencies", "summary", "kicker", "dateline", "editions", "recurs")
"""What most documents say, before the rest."""
_WIDTH = 110
_BODY = """
<!-- The text begins here. Comments like this one are not published. This is how to write

a heading, and an empty line between paragraphs:

## What happened

a quotation:

::: quote {speaker="Ana Example" title="Chief"}
“What she said.”
:::

a link to another text of this site, or elsewhere:

[words](../about.md) and [words](https://police.example/)

a picture that lies beside this file (people: none, consented or public-figure):

![What is to be seen](picture.jpg){credit="Who made it" people="none"}
-->
"""
_NOBODY = "\n<!-- A text may follow here. Comments like this one are not published. -->\n"


class Sample(Protocol):
    """Whoever knows an example for each key."""

    def of(self, group: str, key: Key) -> str | None:
        """A value for a key of a group, or at the top (``""``)."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is known of the new document."""

    title: str
    given: Mapping[str, str]
    """Values of keys at the top, as YAML: ``date``, ``event``, ``slug``."""


def document(wanted: Wanted, examples: Examples) -> str:
    """The text of the file."""
    model = KINDS[examples.kind]
    about = " ".join((model.__doc__ or "").replace("``", "").split())
    keys = sorted((key for key in keys_of(model) if key.name not in _HIDDEN), key=_rank)
    title = "name" if model in (Agency, Event) else "title"
    given = {title: scalar(wanted.title), **wanted.given}
    lines = [*_first(keys, given, examples), *_others(keys, given, examples)]
    todo = _TODO if any(f"# {BLANK}" in line for line in lines) else ""
    head = _HEAD.format(kind=examples.kind.capitalize(), about=about, todo=todo)
    body = _NOBODY if model in (Agency, Event) else _BODY
    return f"---\n{head}" + "\n".join(lines) + f"\n---\n{body}"


def _rank(key: Key) -> tuple[bool, int]:
    return not key.required, _EARLY.index(key.name) if key.name in _EARLY else len(_EARLY)


def _first(keys: list[Key], given: Mapping[str, str], examples: Examples) -> Iterator[str]:
    """What is in force: what is given, what must be filled in, and that it is a draft."""
    for key in keys:
        if key.name in given:
            yield from _explained(key, examples)
            yield f"{key.name}: {given[key.name]}"
        elif key.required or (examples.kind, key.name) == ("resource", "file"):
            yield from _explained(key, examples)
            yield from _blank(key, examples)
    yield "# true keeps it out of the site. Take this line out when everything is right."
    yield "draft: true"


def _others(keys: list[Key], given: Mapping[str, str], examples: Examples) -> Iterator[str]:
    yield ""
    yield "# All of the following may be left out."
    for key in keys:
        if key.name in given or key.required or (examples.kind, key.name) == ("resource", "file"):
            continue
        # An address takes the place of a file, for which there is a blank.
        lines = [] if (examples.kind, key.name) == ("resource", "url") else list(example(key, "", examples))
        yield ""
        yield from _explained(key, examples, "" if lines else f"{key.name}: ")
        yield from ("#" + line for line in lines)


def _explained(key: Key, examples: Examples, before: str = "") -> Iterator[str]:
    """What a key means; ``before`` names it where nothing follows that does."""
    words = before + key.meaning
    if key.shape.sort == "choice":
        words += f" One of {', '.join(key.shape.choices)}."
    if key.name == "event" and examples.known.events:
        words += f" The site has {listed(examples.known.events)}."
    if key.name == "agencies" and examples.known.agencies:
        words += f" The site has {listed(examples.known.agencies)}."
    if key.name == "ignore":  # where nothing is to be ignored, an example would be a mistake
        words += " Write “ignore: {date-without-year: The source states none.}”."
    if (examples.kind, key.name) == ("resource", "file"):
        words += " Or write “url: https://…” in its place."
    yield from (f"# {line}" for line in wrapped(words))


def wrapped(words: str, width: int = _WIDTH) -> Iterator[str]:
    """A sentence on lines that are not longer than a screen is wide."""
    line = ""
    for word in words.split(" "):
        if line and len(line) + 1 + len(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}".strip()
    yield line


def _blank(key: Key, examples: Examples) -> Iterator[str]:
    """A key that must be filled in; of a group its own keys."""
    shape = key.shape
    group = shape.group or (shape.of.group if shape.of else None)
    if not group:
        yield f"{key.name}:  # {BLANK}"
        return
    yield f"{key.name}:"
    pad, mark = "  ", "- " if shape.sort == "list" else ""
    for inner in keys_of(group):
        said = inner.meaning + (f" One of {', '.join(inner.shape.choices)}." if inner.shape.choices else "")
        if inner.required:
            yield f"{pad}{mark}{inner.name}:  # {BLANK}: {said}"
            pad, mark = pad + " " * len(mark), ""
        else:
            yield from ("#" + line for line in example(inner, pad, examples, key.name))


def example(key: Key, pad: str, examples: Sample, group: str = "") -> Iterator[str]:
    """The lines of an example, without the ``#``; none where the site has nothing to name yet."""
    shape = key.shape
    model = shape.group or (shape.of.group if shape.of else None)
    if model is None or shape.switch:
        value = examples.of(group, key)
        if value is not None:
            yield from _said(f"{pad}{key.name}: {value}", key, pad)
        return
    mark = "- " if shape.sort == "list" else ""
    deeper = pad + "  " + " " * len(mark)
    keys = keys_of(model)
    inner = [(k, list(example(k, deeper, examples, key.name))) for k in keys]
    lines = [line for _, found in inner for line in found]
    if not lines or any(k.required and not found for k, found in inner):
        return
    yield from _said(f"{pad}{key.name}:", key, pad)
    if mark:  # the first of its keys stands behind the hyphen
        lines[0] = pad + "  - " + lines[0].lstrip(" ")
    yield from lines


def _said(line: str, key: Key, pad: str) -> Iterator[str]:
    """A line of a group with what it means behind it, or below it where there is no room."""
    if not pad:
        yield line
    elif len(line) + len(key.meaning) + 4 <= _WIDTH:
        yield f"{line}  # {key.meaning}"
    else:
        yield line
        yield f"{pad}# {key.meaning}"
