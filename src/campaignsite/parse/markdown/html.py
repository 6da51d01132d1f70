"""HTML in Markdown: comments are for editors, and ``campaignsite-ignore`` in one for the program; the rest is refused.

In: the tokens of one body that are HTML, with where they stand. Out: what they become, ignores, and mistakes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from campaignsite.model.codes import IGNORABLE, diagnostic, not_ignorable, unchecked
from campaignsite.model.diagnostics import Diagnostic, Place
from campaignsite.model.documents import Ignore, Setting
from campaignsite.model.words.marks import CHECK

_COMMENTS = re.compile(r"\s*(<!--(?:(?!-->).)*-->\s*)+", re.DOTALL)
_COMMENT = re.compile(r"<!--\s*campaignsite\b[-_ ]*(.*?)\s*-->", re.DOTALL | re.IGNORECASE)
_REMARK = re.compile(rf"<!--\s*{CHECK}\s*(.*?)\s*-->", re.DOTALL)
_IGNORE = re.compile(r"ignore\s+([a-z][a-z0-9-]*(?:\s*,\s*[a-z][a-z0-9-]*)*)\s*:\s*(.*\S)", re.DOTALL)
_FORM = "write <!-- campaignsite-ignore broken-link: the reason -->"


class Html:
    """What is HTML in one body."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.ignores: list[Ignore] = []
        self._noted = False

    def read(self, token: Token, place: Place, lines: tuple[int, int]) -> Iterator[Diagnostic]:
        """One token at a ``place``; what it ignores, it does on these lines of the file, both included."""
        html = token.content
        if _COMMENTS.fullmatch(html):
            token.content = ""  # a comment is for editors, not for readers
            yield from self._ignored(html, place, lines)
            yield from self._unchecked(html, place)
        elif not self.setting.raw_html and html.startswith("</") and self._noted:
            token.content = escapeHtml(html)  # its opening tag is named already
        elif not self.setting.raw_html:
            self._noted = True
            shown = html.strip().split("\n")[0]
            shown = shown if len(shown) <= 40 else shown[:39] + "…"
            hint = "use Markdown or a component, or write it as `code`; “markdown: {raw_html: true}” allows HTML"
            yield self._note("raw-html", f"HTML is not allowed in content: {shown}", place, hint)
            token.content = escapeHtml(html)

    def _ignored(self, html: str, place: Place, lines: tuple[int, int]) -> Iterator[Diagnostic]:
        for comment in _COMMENT.finditer(html):
            at = _at(comment, place)
            said = _IGNORE.fullmatch(comment[1])
            if said is None:
                yield self._note("bad-ignore", "this comment does not say what it ignores, or not why", at, _FORM)
                continue
            for code in re.split(r"\s*,\s*", said[1]):
                if code in IGNORABLE:
                    self.ignores.append(Ignore(code, at, lines))
                else:
                    message, hint = not_ignorable(code)
                    yield self._note("bad-ignore", message, at, hint)

    def _unchecked(self, html: str, place: Place) -> Iterator[Diagnostic]:
        for comment in _REMARK.finditer(html):
            yield unchecked(comment[1], self.setting.path, _at(comment, place), draft=self.setting.draft)

    def _note(self, code: str, message: str, place: Place, hint: str) -> Diagnostic:
        return diagnostic(code, message, self.setting.path, place, hint)


def _at(comment: re.Match[str], place: Place) -> Place:
    """Where a comment stands in a token at a ``place``, which is that of what follows its white space."""
    html = comment.string
    before = html.lstrip()[: comment.start() - len(html) + len(html.lstrip())]
    line, column = before.count("\n"), len(before) - before.rfind("\n") - 1
    return Place(place.line + line, column + (1 if line else place.column))


def lines_of(tokens: Sequence[Token], index: int) -> tuple[int, int]:
    """The lines that a comment which is a block of its own speaks of, from 0: its own, and those of the next block."""
    first, last = tokens[index].map or [0, 0]
    following = next((t for t in tokens[index + 1 :] if t.type != "html_block"), None)
    return first, (following.map[1] if following and following.map else last) - 1
