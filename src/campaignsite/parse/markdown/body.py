"""Markdown becomes a ``Body``: HTML with gaps for links and components, and a note of everything it refers to.

In: the text of one body. Out: ``Read``, with what the rest of the site needs to know and every mistake, in place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from campaignsite.model.codes import diagnostic
from campaignsite.model.diagnostics import Diagnostic, Place
from campaignsite.model.documents import Body, Component, Heading, Ignore, Number, Quote, Reference, Setting
from campaignsite.model.words.anchors import FIGURE, reserved
from campaignsite.model.words.links import judge
from campaignsite.model.words.slugs import slugify
from campaignsite.parse.markdown.addresses import amiss_in_address
from campaignsite.parse.markdown.components import COMPONENTS, read_component
from campaignsite.parse.markdown.credits import allowed, amiss, said
from campaignsite.parse.markdown.dialect import ATTRIBUTES, DEEPEST, note_id, parser, plain_text
from campaignsite.parse.markdown.html import Html, lines_of
from campaignsite.parse.markdown.leftovers import Leftovers
from campaignsite.parse.markdown.limits import left_out
from campaignsite.parse.markdown.numbers import numbers
from campaignsite.parse.markdown.pictures import CAPTIONED, PICTURE, SAID
from campaignsite.parse.markdown.places import Places
from campaignsite.parse.markdown.quick.folds import FOLDED

_GAP = re.compile("\0(\\d+)\0")  # markdown-it turns NUL in content into U+FFFD, so this cannot be forged
_BLOCKS = MappingProxyType(
    {"container_component_open": "", "alert_open": "callout", "table_open": "table", f"{CAPTIONED}_open": CAPTIONED}
)
_ATTRIBUTES = frozenset([*ATTRIBUTES, "href", "src", "alt", "title", "start"])
"""What a tag may carry; the last ones come from Markdown's own forms."""
_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(slots=True)
class Read:
    """What one body says."""

    body: Body = field(default_factory=Body)
    headings: list[Heading] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)
    references: list[Reference] = field(default_factory=list)
    components: list[tuple[str, Mapping[str, str], Place]] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    numbers: list[Number] = field(default_factory=list)
    words: int = 0
    ignores: list[Ignore] = field(default_factory=list)
    noticed: list[Diagnostic] = field(default_factory=list)


def read_body(text: str, setting: Setting) -> Read:
    """Read the Markdown of one body."""
    md = parser(setting.lang, smart=setting.smart)
    env: dict[str, Any] = {"gaps": []}
    if setting.prefix:
        env["docId"] = setting.prefix.rstrip("-")
    reader = _Reader(md, env, text.split("\n"), setting)
    tokens = md.parse(text if text.endswith("\n") else text + "\n", env)
    reader.survey(tokens)
    reader.read.ignores = reader.html.ignores
    reader.read.noticed += left_out(env, reader.places, setting)
    reader.read.body = Body(reader.parts(tokens))
    if setting.figures or reader.read.numbers or any(name == "figures" for name, *_ in reader.read.components):
        reader.read.numbers += numbers(reader.lines, setting.first_line)
    return reader.read


class _Reader:
    def __init__(self, md: MarkdownIt, env: dict[str, Any], lines: list[str], setting: Setting) -> None:
        self.md, self.env, self.lines, self.setting = md, env, lines, setting
        self.places = Places(lines, setting.first_line)
        self.html = Html(setting)
        self.numbers: dict[str, int] = {}
        self.leftovers = Leftovers(lines, setting)
        self.read = Read()
        self.gaps: list[Reference | Component] = env["gaps"]

    # --- what is there -------------------------------------------------------------------------------------------

    def survey(self, tokens: Sequence[Token]) -> None:
        """Walk all tokens once, before anything is rendered: ids, headings, references and mistakes."""
        line, level = 0, self.setting.level
        deepest: Token | None = None
        for index, token in enumerate(tokens):
            if token.map:
                line = token.map[0]
            if token.type == FOLDED:
                self.read.words += token.meta["words"]
                continue
            if token.attrs or token.meta:
                self.attributes(token, line)
            if token.type == "inline":
                self.places.enter(token.content, line, cell=tokens[index - 1].type in ("td_open", "th_open"))
                self.inline(token, line)
            elif token.type in ("html_block", "code_block"):
                self.as_it_stands(token, line, lines_of(tokens, index))
            elif token.nesting == 1:
                deepest = deepest or (token if token.level >= DEEPEST - 1 else None)
                if token.type == "heading_open":
                    level = self.heading(token, tokens[index + 1], level)
        if deepest:
            at = self.places.at_line(deepest.map[0] if deepest.map else 0)
            message = "lists or quotations lie inside each other deeper than anybody can follow"
            self.note("nested-too-deeply", message, at, "make it shallower: what lies deeper would be lost")

    def as_it_stands(self, token: Token, line: int, lines: tuple[int, int]) -> None:
        if token.type == "html_block":
            place = self.places.of(token.content.strip().split("\n")[0], line)
            self.read.noticed += self.html.read(token, place, self.lines_in_file(*lines))
        else:
            message, hint = "this is shown as program code: its line is indented", "take the blanks or the tab out"
            self.note("indented-code", message, self.places.at_line(line), hint)

    def inline(self, token: Token, line: int) -> None:
        first = line  # where to look for what is left: other tokens than these may hold the end of a line too
        children = token.children or []
        for index, child in enumerate(children):
            if child.type == "text":
                self.read.words += len(child.content.split())
                if "[" in child.content or "::" in child.content:
                    self.read.noticed += self.leftovers.of(child.content, first)
                continue
            first += child.type == "softbreak"
            if child.attrs or child.meta:
                self.attributes(child, line)
            if child.type == "code_inline":
                self.read.words += len(child.content.split())
            elif child.type in ("link_open", "image", "html_inline"):
                needle = str(child.attrs.get("href") or child.attrs.get("src") or child.content)
                place = self.places.within(child.meta.get("at", 0), needle)
                if child.type == "html_inline":
                    lines = self.lines_in_file(line, (token.map or [0, line + 1])[1] - 1)
                    self.read.noticed += self.html.read(child, place, lines)
                else:
                    self.reference(child, place, plain_text(children[index + 1 : index + 3]))
                    if child.type == "link_open" and f"#{FIGURE}" in needle:
                        end = next(n for n in range(index, len(children)) if children[n].type == "link_close")
                        words = plain_text(children[index:end])
                        self.read.numbers.append(Number(words, "", place, judge(needle).target))

    def reference(self, token: Token, place: Place, behind: str) -> None:
        """A link or an image, with the text ``behind`` it."""
        image = token.type == "image"
        name, alt = ("src", plain_text(token.children)) if image else ("href", "")
        href = str(token.attrs.get(name, ""))
        verdict = judge(href)
        if wrong := amiss_in_address(href, verdict, image=image):
            if verdict.kind == "refused" and not self.setting.raw_html:
                token.attrs[name] = ""
            self.note(wrong[0], wrong[1], place, wrong[2])
        elif verdict.kind == "inside":
            reference = Reference(verdict.target, place, image, *(said(token, alt) if image else ()))
            self.read.references.append(reference)
            if image:
                token.meta[PICTURE] = verdict.target
            else:
                self.gaps.append(reference)
                token.attrs[name] = f"\0{len(self.gaps) - 1}\0"
        for code, message, hint in amiss(token, alt, behind) if image else ():
            self.note(code, message, place, hint)

    def heading(self, token: Token, inline: Token, above: int) -> int:
        level, line = int(token.tag[1]), (token.map or [0])[0]
        text = plain_text(inline.children)
        wanted = token.attrs.get("id")
        if wanted is None:
            base = self.setting.prefix + (slugify(text) or "section")
            base = f"text-{base}" if not self.setting.prefix and reserved(base) else base
            name, number = base, self.numbers.get(base, 2)  # what is lower was taken when it was tried
            while name in self.read.anchors:
                name, number = f"{base}-{number}", number + 1
            self.numbers[base] = number
            token.attrs["id"] = name
            self.read.anchors.add(name)
        self.read.headings.append(Heading(level, str(token.attrs["id"]), text))
        at = self.places.at_line(line)
        if level == 1:
            self.note("heading-one-in-body", "the title is the page's only first-level heading", at, "begin with ##")
        elif level > above + 1:
            skipped = f"a level {level} heading follows a level {above} heading"
            self.note(
                "heading-skipped",
                f"{skipped}; screen reader users miss the one between",
                at,
                f"write {'#' * (above + 1)}",
            )
        return level

    def attributes(self, token: Token, line: int) -> None:
        if token.type in ("th_open", "td_open") and "style" in token.attrs:
            # A strict CSP blocks style attributes; the theme has a class for each alignment.
            token.attrSet("class", str(token.attrs.pop("style")).replace("text-align:", "align-"))
        odd = [n for n in token.attrs if n not in _ATTRIBUTES and (token.type != "image" or n not in SAID)]
        insecure = token.meta.get("insecure_attrs", ())
        for name in dict.fromkeys((*insecure, *odd)) if odd or insecure else ():
            if name in odd:
                token.attrs.pop(name)
            message, hint = allowed(name, ATTRIBUTES, image=token.type == "image")
            self.note("attribute-not-allowed", message, self.places.at_brace(line, name), hint)
        if "id" in token.attrs and token.nesting >= 0:
            name = self.setting.prefix + str(token.attrs["id"])
            token.attrs["id"] = name
            if reserved(name) and not self.setting.prefix:
                message = f"the id “{name}” belongs to the page's layout"
                self.note("duplicate-anchor", message, self.places.at_line(line), f"write “text-{name}”, or any other")
            elif name in self.read.anchors:
                message = f"the id “{name}” stands on this page twice"
                self.note("duplicate-anchor", message, self.places.at_line(line), "give one of them another id")
            self.read.anchors.add(name)
        if token.type == "footnote_open":
            self.read.anchors.add(f"fn{note_id(token, self.env)}")
        elif token.type == "footnote_ref":
            self.read.anchors.add(f"fnref{note_id(token, self.env, sub=True)}")

    def lines_in_file(self, first: int, last: int) -> tuple[int, int]:
        """Lines of this body as lines of its file."""
        return first + self.setting.first_line, last + self.setting.first_line

    # --- what comes out ------------------------------------------------------------------------------------------

    def parts(self, tokens: Sequence[Token]) -> tuple[str | Reference | Component, ...]:
        out: list[str | Reference | Component] = []
        start = 0
        for index in [n for n, token in enumerate(tokens) if token.type in _BLOCKS]:
            if index < start:
                continue  # inside the one before
            out.extend(self.plain(tokens[start:index]))
            end = _end(tokens, index)
            component = self.component(tokens[index], tokens[index : end + 1])
            if component:
                out.append(component)
            start = end + 1
        out.extend(self.plain(tokens[start:]))
        return tuple(out)

    def plain(self, tokens: Sequence[Token]) -> list[str | Reference | Component]:
        pieces = _GAP.split(self.md.renderer.render(tokens, self.md.options, self.env))
        made: list[str | Reference | Component] = [
            self.gaps[int(piece)] if n % 2 else piece for n, piece in enumerate(pieces)
        ]
        return [piece for piece in made if piece != ""]

    def component(self, opening: Token, tokens: Sequence[Token]) -> Component | None:
        place, name = self.places.at_line((opening.map or [0])[0]), _BLOCKS[opening.type]
        inside = tokens[1:-1]
        if name == "callout":
            kind = str(opening.meta["kind"]).lower()
            inside = inside[3:]  # markdown-it's own, English title
            return Component(name, MappingProxyType({"kind": kind}), Body(self.parts(inside)), place)
        if name == "table":
            return Component(name, _NOTHING, Body(tuple(self.plain(tokens))), place)
        if name == CAPTIONED:
            given = {**opening.meta[CAPTIONED], **{key: str(value) for key, value in opening.attrs.items()}}
            return Component(name, MappingProxyType(given), Body(tuple(self.plain(inside))), place)
        return self.container(opening, inside, place)

    def container(self, opening: Token, inside: Sequence[Token], place: Place) -> Component | None:
        written = read_component(opening.info)
        name, attributes = written.name, written.attributes
        first, last = opening.map or [0, 0]
        closing = self.lines[last].strip(" \t>") if last < len(self.lines) else ""
        closed = set(closing) == {":"} and len(closing) == len(opening.markup)
        if not closed:
            message_ = f"“{name or 'component'}” begins here and is never closed"
            self.note(
                "unclosed-component", message_, self.places.at_marker(first), "put a line of ::: after its last line"
            )
        if written.code:
            self.note(written.code, written.message, self.places.at_marker(first), written.hint)
            return None
        if not COMPONENTS[name].body and inside:
            self.note(
                "bad-component",
                f"“{name}” holds no text of its own",
                self.places.at_marker(first),
                "put the text after :::",
            )
        if name == "quote":
            said_by = (attributes["speaker"], attributes.get("title", ""), attributes.get("agency", ""))
            self.read.quotes.append(Quote(*said_by, self.places.at_marker(first)))
        self.read.components.append((name, attributes, self.places.at_marker(first)))
        return Component(name, attributes, Body(self.parts(inside)), place)

    def note(self, code: str, message: str, place: Place, hint: str = "") -> None:
        self.read.noticed.append(diagnostic(code, message, self.setting.path, place, hint))


def _end(tokens: Sequence[Token], start: int) -> int:
    """The index of the token that closes the one at ``start``."""
    closing, level = tokens[start].type.replace("_open", "_close"), tokens[start].level
    return next(n for n in range(start + 1, len(tokens)) if tokens[n].type == closing and tokens[n].level == level)
