"""The library's rules for blocks, asked only at lines that they can begin at: most lines are paragraphs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from markdown_it.utils import EnvType

from campaignsite.parse.markdown.quick.folds import Folds
from campaignsite.parse.markdown.quick.plain import LEVELS, heading, items, paragraph, table
from campaignsite.parse.markdown.quick.state import BlockState

BEGINNINGS: Mapping[str, str] = MappingProxyType(
    {
        "attr": "{",
        "container_component": ":",
        "fence": "`~",
        "blockquote": ">",
        "hr": "*-_",
        "list": "*+-0123456789",
        "footnote_def": "[",
        "reference": "[",
        "html_block": "<",
        "heading": "#",
        "deflist": ":~",  # when it ends a paragraph; where it begins, see _can_begin
    }
)
"""The characters that each rule looks for first on a line, and does nothing without."""

OTHERS = frozenset(("table", "code", "lheading", "paragraph"))
"""The rules that begin with any character."""

_BLANK, _TEXT, _DEFINED = "", "a", "\n"
"""What follows a line, where it is none of the characters | - : and ~; the last one is a : or ~ after a blank line."""

Rule = Callable[[StateBlock, int, int, bool], bool]

PLAIN: Mapping[str, Rule] = MappingProxyType(
    {"paragraph": paragraph, "heading": heading, "list": items, "table": table}
)
"""What is asked before a rule, and takes what is plain."""


def known(parser: ParserBlock) -> bool:
    """Whether ``Blocks`` knows all rules."""
    return {*parser.ruler.get_active_rules()} <= BEGINNINGS.keys() | OTHERS


class Blocks(ParserBlock):
    """Does what ``ParserBlock`` does."""

    def __init__(self, given: ParserBlock, md: MarkdownIt) -> None:
        vars(self).update(vars(given))
        self.ruler = _Chains(given.ruler)
        self._all = self.ruler.getRules()
        self._deepest: int = md.options["maxNesting"]
        self.folds: Folds | None = None
        plain = PLAIN if self._deepest > LEVELS else {}
        rules: list[tuple[str, Rule]] = [
            (name, asked)
            for name, rule in zip(self.ruler.get_active_rules(), self._all, strict=True)
            for asked in (plain.get(name), rule)
            if asked
        ]
        self._rules = {
            underlined: {
                first: {
                    after: [rule for name, rule in rules if _can_begin(name, first, after, underlined)]
                    for after in (_BLANK, _TEXT, _DEFINED, *"|-:~")
                }
                for first in ("", *"".join(BEGINNINGS.values()))
            }
            for underlined in (True, False)
        }

    def parse(self, src: str, md: MarkdownIt, env: EnvType, outTokens: list[Token]) -> list[Token] | None:  # noqa: N803
        """A text without any line that could underline a heading is not searched for one at every paragraph."""
        if not src:
            return None
        state = BlockState(src, md, env, outTokens)
        state.folds = self.folds if "{" not in src else None  # attributes can be for any block
        self.tokenize(state, state.line, state.lineMax)
        return state.tokens

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803 - markdown-it's names
        """Go from block to block, as the library does, with fewer rules to ask."""
        line, had_empty = startLine, False
        while line < endLine:
            state.line = line = state.skipEmptyLines(line)
            if line >= endLine or state.sCount[line] < state.blkIndent:
                break
            if state.level >= self._deepest:
                state.line = endLine
                break
            for rule in self._candidates(state, line, endLine):
                if rule(state, line, endLine, False):
                    break
            state.tight = not had_empty
            line = state.line
            if line - 1 < endLine and state.isEmpty(line - 1):
                had_empty = True
            if line < endLine and state.isEmpty(line):
                had_empty = True
                line += 1
                state.line = line

    def _candidates(self, state: StateBlock, line: int, end: int) -> Sequence[Rule]:
        """The rules that can take a line: its first character tells, and what follows."""
        if state.sCount[line] - state.blkIndent >= 4:
            return self._all  # code, most likely
        source, begins, shifts, ends = state.src, state.bMarks, state.tShift, state.eMarks
        first, after, below = source[begins[line] + shifts[line]], _BLANK, line + 1
        if below < end:
            pos = begins[below] + shifts[below]
            if pos < ends[below]:
                after = _TEXT if source.startswith(("- ", "-\t"), pos) else source[pos]
            elif below + 1 < end:
                pos = begins[below + 1] + shifts[below + 1]
                after = _DEFINED if pos < ends[below + 1] and source[pos] in ":~" else _BLANK
        table = self._rules[state.underlined if isinstance(state, BlockState) else True]
        rules = table.get(first) or table[""]
        return rules.get(after) or rules[_TEXT]


def _can_begin(name: str, first: str, after: str, underlined: bool) -> bool:
    """Whether a rule can take a line that is no code."""
    if name == "table":  # its second line cannot begin with an item's mark
        return after in ("|", "-", ":")
    if name == "lheading":
        return underlined and after not in (_BLANK, _DEFINED)
    if name == "deflist":
        return after in (_DEFINED, ":", "~")
    return name == "paragraph" or (first != "" and first in BEGINNINGS.get(name, ""))


class _Chains(Ruler[Rule]):
    """Of the rules that may end a paragraph, a quotation or a list, asks those that can begin at the line."""

    def __init__(self, given: Ruler[Rule]) -> None:
        super().__init__()
        self.__rules__ = given.__rules__
        names = dict(zip(given.getRules(), given.get_active_rules(), strict=True))
        chains = {chain for rule in given.__rules__ if rule.enabled for chain in rule.alt}
        self._ends = {chain: [_ends([(names[rule], rule) for rule in given.getRules(chain)])] for chain in chains}

    def getRules(self, chainName: str = "") -> list[Rule]:  # noqa: N802, N803 - the names are markdown-it's
        """One function for a whole chain."""
        return self._ends.get(chainName) or super().getRules(chainName)


def _ends(chain: Sequence[tuple[str, Rule]]) -> Rule:
    """Whether any rule of a chain takes a line. They only look, so the likeliest is first: a list; and a table last."""
    likely = sorted(chain, key=lambda named: {"list": 0, "table": 2}.get(named[0], 1))
    at = {
        char: [rule for name, rule in likely if name in OTHERS or char in BEGINNINGS[name]]
        for char in "".join(BEGINNINGS.values())
    }
    at[""] = [rule for _, rule in likely]  # behind the last character
    anywhere = [rule for name, rule in likely if name in OTHERS]

    def ends(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        pos = state.bMarks[line] + state.tShift[line]
        for rule in at.get(state.src[pos : pos + 1], anywhere):  # noqa: SIM110 - a generator costs as much as a rule
            if rule(state, line, end, silent):
                return True
        return False

    return ends
