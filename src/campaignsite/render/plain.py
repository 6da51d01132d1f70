"""HTML as plain text. In: what a page shows, and its address. Out: lines of text, without end marks of HTML.

A paragraph is one line, however long: whoever pastes it decides how wide it is. Lists keep their numbers, quotations
have a ``>`` before each line, tables have columns, and behind each link stands its whole address.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from campaignsite.render.markup import LINKED, attributes, tokens, whole, without_controls

_SPACE = re.compile("[ \t\n\r\f]+")
"""What HTML takes for one space: not those that do not break."""
_BREAK = "\0"
"""Stands for <br> until lines are made; no text has it."""
_LINES = frozenset(("div", "figcaption", "summary", "dt", "caption", "legend", "option"))
_BLOCKS = frozenset(
    ("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "blockquote", "figure", "pre")
).union(
    ("section", "article", "header", "footer", "aside", "address", "details", "main", "nav", "form", "fieldset", "hr")
)
_INLINE = frozenset(("a", "br", "img", "span", "s", "del"))
_RULES: Mapping[str, str] = MappingProxyType({"h1": "=", "h2": "-"})
"""What underlines a heading."""
_WIDEST = 100
"""Characters of a table whose columns stand below each other; a wider one would be broken anyway."""


def plain(html: str, base: str, picture: Callable[[str], str]) -> str:
    """The text of a page at the address ``base``. ``picture`` says in words that there is one, by what it shows."""
    return _Text(base, picture).of(html)


class _Text:
    def __init__(self, base: str, picture: Callable[[str], str]) -> None:
        self.base, self.picture = base, picture
        self.out: list[str] = []
        self.line: list[str] = []
        self.before: list[list[str]] = []  # of each block around: what stands before its next line, before others; name
        self.gap: str | None = None  # the blank line that comes before the next line
        self.pre = 0
        self.back = self.caption = False
        self.links: list[tuple[str, int, int]] = []  # where to, and where their words begin
        self.lists: list[int | None] = []  # the next number
        self.tables = 0
        self.rows: list[tuple[list[str], bool]] = []

    def of(self, html: str) -> str:
        for kind, value, raw in tokens(html):
            if self.back:
                self.back = (kind, value) != ("end", "a")
            elif kind == "text":
                if self.line or self.pre or not value.isspace() or value.strip(" \t\n\r\f"):
                    self.line.append(value)
            elif kind == "start":
                self.start(value, raw)
            else:
                self.end(value)
        self.flush()
        return without_controls("\n".join(self.out)) + "\n"

    # --- tags ----------------------------------------------------------------------------------------------------

    def start(self, name: str, raw: str) -> None:
        if name in _INLINE:
            self.inline(name, raw)
        elif self.tables or name == "table":
            self.table(name)
        elif name == "li":
            self.item(raw)
        elif name == "dd":
            self.leave("dd")
            self.before.append(["  ", "  ", name])
        elif name in _LINES:
            self.leave("dd" if name == "dt" else "")
            self.caption = name == "figcaption"
        elif name in _BLOCKS:
            self.block(name, raw)

    def inline(self, name: str, raw: str) -> None:
        if name == "a":
            said = attributes(raw)
            self.back = said.get("class") == "back"
            self.links += [] if self.back else [(said.get("href", ""), len(self.out), len(self.line))]
        elif name == "br":
            self.line.append(" " if self.tables else _BREAK)
        elif name == "img":
            alt = attributes(raw).get("alt", "")
            self.line += [self.picture(alt)] if alt.strip() else []
        elif name == "span":  # of a caption: where a speaker is from, who made a picture
            self.line += [_BREAK] if self.caption else []
            self.caption = False
        else:
            self.line.append("~~")

    def end(self, name: str) -> None:
        if name == "a" and self.links:
            self.link(*self.links.pop())
        elif name in ("s", "del"):
            self.line.append("~~")
        elif self.tables:
            self.table_end(name)
        elif name in ("li", "dd"):
            self.leave(self.listed if name == "li" else name)
        elif name in _LINES:
            self.flush()
            self.caption = False
        elif name in _BLOCKS and name != "hr":
            self.block_end(name)

    def block(self, name: str, raw: str) -> None:
        self.flush()
        inside = name in ("ul", "ol") and bool(self.lists)
        if not inside:
            self.blank()
        if name in ("ul", "ol"):
            start = attributes(raw).get("start", "1")
            self.lists.append((int(start) if start.isascii() and start.isdigit() else 1) if name == "ol" else None)
        elif name == "blockquote":
            self.before.append(["> ", "> ", name])
        elif name == "pre":
            self.pre += 1
        elif name == "hr":
            self.put("* * *")
            self.blank()

    def block_end(self, name: str) -> None:
        written = len(self.out)
        self.flush()
        if name in _RULES and len(self.out) > written:
            self.put(_RULES[name] * min(len(self.out[-1]), 72))
        self.leave({"ul": self.listed, "ol": self.listed, "dl": "dd"}.get(name, name))
        if name in ("ul", "ol") and self.lists:
            self.lists.pop()
        elif name == "pre":
            self.pre = max(0, self.pre - 1)
        if not (name in ("ul", "ol") and self.lists):
            self.blank()

    @property
    def listed(self) -> str:
        """What an entry of the innermost list is called."""
        return f"li {len(self.lists)}"

    def leave(self, name: str) -> None:
        """End a line, and the innermost block if it is the one of this name: HTML may leave out where entries end."""
        self.flush()
        if self.before and self.before[-1][2] == name:
            self.before.pop()

    def item(self, raw: str) -> None:
        self.leave(self.listed)
        number = self.lists[-1] if self.lists else None
        mark = "- "
        if number is not None:
            value = attributes(raw).get("value", "") if raw else ""
            number = int(value) if value.isascii() and value.isdigit() else number
            mark, self.lists[-1] = f"{number}. ", number + 1
        self.before.append([mark, " " * len(mark), self.listed])

    def link(self, href: str, lines: int, at: int) -> None:
        said = _SPACE.sub(" ", "".join(self.line[at:])).strip() if lines == len(self.out) else ""
        if href.startswith("#"):
            return
        url = whole(self.base, href, LINKED)
        if url.startswith(f"{self.base}#"):  # it stands in this text
            return
        scheme, _, rest = url.partition(":")
        if scheme in ("tel", "sms"):
            digits, shown = ("".join(filter(str.isdigit, text)) for text in (rest, said))
            url = "" if shown and (shown in digits or digits in shown) else rest
        elif scheme == "mailto":
            url = "" if rest in said else rest
        if url and said not in (url, rest.strip("/")):
            self.line.append(f" ({url})" if said else url)

    # --- tables --------------------------------------------------------------------------------------------------

    def table(self, name: str) -> None:
        if name == "table":
            self.tables += 1
            if self.tables == 1:
                self.flush()
                self.blank()
                self.rows = []
        elif self.tables > 1:
            self.line.append(" ")
        elif name == "tr":
            self.words()
            self.rows.append(([], True))
        elif name in ("td", "th"):
            self.cell(head=name == "th")
        else:
            self.line.append(" ")

    def cell(self, *, head: bool) -> None:
        self.words()
        if not self.rows:
            self.rows.append(([], True))
        cells, heads = self.rows[-1]
        cells.append("")
        self.rows[-1] = cells, heads and head

    def words(self) -> None:
        """What was said belongs to the last cell; before the first one, to the table."""
        said = _SPACE.sub(" ", "".join(self.line)).strip()
        self.line = []
        if said and self.rows and self.rows[-1][0]:
            cells = self.rows[-1][0]
            cells[-1] = f"{cells[-1]} {said}".strip()
        elif said:
            self.put(said)

    def table_end(self, name: str) -> None:
        if name == "table":
            self.tables -= 1
            if not self.tables:
                self.words()
                for line in _columns([row for row in self.rows if row[0]]):
                    self.put(line)
                self.blank()
        elif self.tables == 1 and name in ("td", "th", "tr", "caption"):
            self.words()
            if name == "caption":
                self.blank()
        else:
            self.line.append(" ")

    # --- lines ---------------------------------------------------------------------------------------------------

    def flush(self) -> None:
        """Write what was said as lines."""
        if not self.line:
            return
        said, self.line = "".join(self.line), []
        if self.pre:
            lines = said.strip("\n").split("\n") if said.strip() else []
        else:
            lines = _SPACE.sub(" ", said).strip(f" {_BREAK}").split(_BREAK)
            lines = [line.strip(" ") for line in lines] if lines != [""] else []
        for line in lines:
            self.put(line)

    def put(self, line: str) -> None:
        if self.gap is not None and self.out:
            self.out.append(self.gap)
        self.gap = None
        self.out.append(("".join(first for first, *_ in self.before) + line).rstrip(" "))
        for marks in self.before:
            marks[0] = marks[1]

    def blank(self) -> None:
        line = "".join(other for _, other, _ in self.before).rstrip()
        self.gap = line if self.gap is None else min(self.gap, line, key=len)


def _columns(rows: Sequence[tuple[list[str], bool]]) -> list[str]:
    count = max((len(cells) for cells, _ in rows), default=0)
    widths = [max(len(cells[n]) if n < len(cells) else 0 for cells, _ in rows) for n in range(count)]
    if sum(widths) + 3 * (count - 1) > _WIDEST:
        widths = [0] * count
    out = []
    for n, (cells, head) in enumerate(rows):
        out.append(" | ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=False)).rstrip(" "))
        if head and not (n + 1 < len(rows) and rows[n + 1][1]):
            out.append("-+-".join("-" * (width or 3) for width in widths))
    return out
