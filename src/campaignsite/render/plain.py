"""HTML as plain text. In: what a page shows, and its address. Out: lines of text, without end marks of HTML.

A paragraph is one line, however long: whoever pastes it decides how wide it is. Lists keep their numbers, quotations
have a ``>`` before each line, tables have columns, and behind each link stands its whole address.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from campaignsite.render.lines import BREAK, SPACES, Lines, columns, spaced
from campaignsite.render.markup import LINKED, attributes, tokens, whole, without_controls

_RULES: Mapping[str, str] = MappingProxyType({"h1": "=", "h2": "-"})
"""What underlines a heading."""


def plain(html: str, base: str, picture: Callable[[str], str]) -> str:
    """The text of a page at the address ``base``. ``picture`` says in words that there is one, by what it shows."""
    return _Text(base, picture).of(html)


class _Text(Lines):
    def __init__(self, base: str, picture: Callable[[str], str]) -> None:
        super().__init__()
        self.base, self.picture = base, picture
        self.name = self.raw = ""  # the tag that is being read
        self.tables = 0
        self.back = self.caption = False
        self.links: list[tuple[str, int, int]] = []  # where to, and where their words begin
        self.lists: list[int | None] = []  # the next number
        self.rows: list[tuple[list[str], bool]] = []

    def of(self, html: str) -> str:
        for words, start, raw, end in tokens(html):
            if self.back:
                self.back = end != "a"
                continue
            if words and (self.line or self.pre or words.strip(SPACES)):
                self.line.append(words)
            if name := start or end:
                self.name, self.raw = name, raw
                acts = _INLINE.get(name) or (_IN_TABLES if self.tables else _BLOCKS).get(name, _OTHERS)
                acts[not start](self)
        self.flush()
        return without_controls("\n".join(self.out)) + "\n"

    # --- inside lines --------------------------------------------------------------------------------------------

    def anchor(self) -> None:
        said = attributes(self.raw)
        self.back = said.get("class") == "back"
        self.links += [] if self.back else [(said.get("href", ""), len(self.out), len(self.line))]

    def anchor_end(self) -> None:
        if not self.links:
            self.space()
            return
        href, lines, at = self.links.pop()
        said = spaced("".join(self.line[at:])).strip() if lines == len(self.out) else ""
        if address := self.address(href, said):
            self.line.append(f" ({address})" if said else address)

    def address(self, href: str, said: str) -> str:
        """What is to be said of where a link leads to, beside its words."""
        url = "" if href.startswith("#") else whole(self.base, href, LINKED)
        if url.startswith(f"{self.base}#"):  # it stands in this text
            return ""
        scheme, _, rest = url.partition(":")
        if scheme in ("tel", "sms"):
            digits, shown = ("".join(filter(str.isdigit, text)) for text in (rest, said))
            return "" if shown and (shown in digits or digits in shown) else rest
        if scheme == "mailto":
            return "" if rest in said else rest
        return "" if said in (url, rest.strip("/")) else url

    def line_break(self) -> None:
        self.line.append(" " if self.tables else BREAK)

    def image(self) -> None:
        alt = attributes(self.raw).get("alt", "")
        self.line += [self.picture(alt)] if alt.strip() else []

    def span(self) -> None:
        """In a caption: where a speaker is from, who made a picture."""
        self.line += [BREAK] if self.caption else []
        self.caption = False

    def struck(self) -> None:
        self.line.append("~~")

    def space(self) -> None:
        """Whatever else is in a table keeps its words from those around it."""
        self.line += [" "] if self.tables else []

    # --- blocks --------------------------------------------------------------------------------------------------

    def block(self) -> None:
        self.flush()
        self.blank()

    def heading_end(self) -> None:
        written = len(self.out)
        self.flush()
        if len(self.out) > written:
            self.put(_RULES[self.name] * min(len(self.out[-1]), 72))
        self.blank()

    def rule(self) -> None:
        self.block()
        self.put("* * *")
        self.blank()

    def quotation(self) -> None:
        self.block()
        self.before.append(["> ", "> ", "blockquote"])

    def quotation_end(self) -> None:
        self.leave("blockquote")
        self.blank()

    def typed(self) -> None:
        self.block()
        self.pre += 1

    def typed_end(self) -> None:
        self.block()
        self.pre = max(0, self.pre - 1)

    def own_line(self) -> None:
        self.leave("dd" if self.name == "dt" else "")
        self.caption = self.name == "figcaption"

    def own_line_end(self) -> None:
        self.flush()
        self.caption = False

    # --- lists ---------------------------------------------------------------------------------------------------

    def list(self) -> None:
        self.flush()
        if not self.lists:
            self.blank()
        start = attributes(self.raw).get("start", "")
        self.lists.append(_number(start, 1) if self.name == "ol" else None)

    def list_end(self) -> None:
        self.item_end()
        self.lists = self.lists[:-1]
        if not self.lists:
            self.blank()

    def item(self) -> None:
        self.item_end()
        number, mark = self.lists[-1] if self.lists else None, "- "
        if number is not None:
            number = _number(attributes(self.raw).get("value", ""), number)
            mark, self.lists[-1] = f"{number}. ", number + 1
        self.before.append([mark, " " * len(mark), f"li {len(self.lists)}"])

    def item_end(self) -> None:
        self.leave(f"li {len(self.lists)}")

    def described(self) -> None:
        self.described_end()
        self.before.append(["  ", "  ", "dd"])

    def described_end(self) -> None:
        self.leave("dd")

    def terms_end(self) -> None:
        self.described_end()
        self.blank()

    # --- tables --------------------------------------------------------------------------------------------------

    def table(self) -> None:
        self.tables += 1
        if self.tables == 1:
            self.block()
            self.rows = []

    def table_end(self) -> None:
        self.tables -= 1
        if not self.tables:
            self.words()
            for line in columns([row for row in self.rows if row[0]]):
                self.put(line)
            self.blank()

    def row(self) -> None:
        self.words()
        if self.tables == 1:
            self.rows.append(([], True))

    def cell(self) -> None:
        self.words()
        if self.tables == 1:
            cells, heads = self.rows.pop() if self.rows else ([], True)
            self.rows.append(([*cells, ""], heads and self.name == "th"))

    def caption_end(self) -> None:
        self.words()
        if self.tables == 1:
            self.blank()

    def words(self) -> None:
        """What was said belongs to the last cell; before the first one, to the table. A table in a cell is no table."""
        if self.tables > 1:
            self.line.append(" ")
        if self.tables > 1 or not self.line:
            return
        said, self.line = spaced("".join(self.line)).strip(), []
        if said and self.rows and self.rows[-1][0]:
            cells = self.rows[-1][0]
            cells[-1] = f"{cells[-1]} {said}".strip()
        elif said:
            self.put(said)


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() else otherwise


_Acts = Mapping[str, tuple[Callable[[_Text], None], Callable[[_Text], None]]]
"""By the name of an element, what its two tags do."""
_OTHERS = (_Text.space, _Text.space)
_INLINE: _Acts = MappingProxyType(
    {
        "a": (_Text.anchor, _Text.anchor_end),
        "br": (_Text.line_break, _Text.space),
        "img": (_Text.image, _Text.space),
        "span": (_Text.span, _Text.space),
        **dict.fromkeys(("s", "del"), (_Text.struck, _Text.struck)),
    }
)
_BLOCKS: _Acts = MappingProxyType(
    {
        **dict.fromkeys(("p", "h3", "h4", "h5", "h6", "figure", "section", "article"), (_Text.block, _Text.block)),
        **dict.fromkeys(("header", "footer", "aside", "address", "details", "main"), (_Text.block, _Text.block)),
        **dict.fromkeys(("nav", "form", "fieldset"), (_Text.block, _Text.block)),
        **dict.fromkeys(("div", "figcaption", "summary", "dt"), (_Text.own_line, _Text.own_line_end)),
        **dict.fromkeys(("caption", "legend", "option"), (_Text.own_line, _Text.own_line_end)),
        **dict.fromkeys(_RULES, (_Text.block, _Text.heading_end)),
        **dict.fromkeys(("ul", "ol"), (_Text.list, _Text.list_end)),
        "li": (_Text.item, _Text.item_end),
        "dl": (_Text.block, _Text.terms_end),
        "dd": (_Text.described, _Text.described_end),
        "blockquote": (_Text.quotation, _Text.quotation_end),
        "pre": (_Text.typed, _Text.typed_end),
        "hr": (_Text.rule, _Text.space),
        "table": (_Text.table, _Text.block),
    }
)
_IN_TABLES: _Acts = MappingProxyType(
    {
        "table": (_Text.table, _Text.table_end),
        "tr": (_Text.row, _Text.words),
        **dict.fromkeys(("td", "th"), (_Text.cell, _Text.words)),
        "caption": (_Text.space, _Text.caption_end),
    }
)
