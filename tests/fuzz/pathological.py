"""The worst that Markdown can be asked to read, each of some ten thousand characters."""

from __future__ import annotations

from types import MappingProxyType

N = 20_000
"""Repeats of the shortest pieces; longer ones are repeated less often."""
M = 4_900
"""Repeats of “[”: with a few more of them in a paragraph it is refused, and not read."""

TEXTS = MappingProxyType(
    {
        # emphasis
        "stars that open": "*a " * N,
        "stars that close": "a* " * N,
        "stars alone": "*" * N,
        "strong inside strong": "*a **a " * (N // 4) + "b" + " a** a*" * (N // 4),
        "stars and lines that do not match": "*a_ " * N,
        "lines inside a word": "a_" * N,
        "openers and closers by three": "a***b" * (N // 2) + "c" * 10,
        "strikes": "~~a ~" * (N // 2),
        "emphasis in links that do not close": "[*a " * M,
        "all sorts of emphasis": "**x [a*b**c*](d)" * M,
        # code
        "backticks, one more each time": "".join("a" + "`" * n for n in range(1, 300)),
        "backticks, one less each time": "".join("`" * n + " " for n in range(300, 0, -1)),
        "backticks alone": "`" * N,
        "fences that do not close": "```\n" * (N // 4) + "~~~\n",
        # links
        "brackets that open": "[" * M,
        "brackets that close": "]" * N,
        "brackets inside brackets": "[" * M + "a" + "]" * M,
        "links that open": "[a](" * M,
        "links whose address opens": "[a](<b" * M,
        "links whose title opens": '[a](b "' * M,
        "links that are not": "[ (](" * M,
        "images inside images": "![[]()" * (M // 2),
        "images that open": "![" * M,
        "parentheses in an address": "[a](" + "(" * N,
        "addresses that are none": "<a:" * N,
        "references to nothing": "[a][b] " * (M // 2),
        "references and definitions": "".join(f"[{n}]: /{n}/\n" for n in range(N // 20)) + "\n" + "[0] " * (N // 20),
        "definitions that do not end": "[a]: <b\n" * M,
        "a label without end": "[" + "a\\]" * N + "]: b",
        # HTML
        "tags that open": "<a " * N,
        "comments that open": "<!-- a " * (N // 2),
        "instructions that open": "<?" * N,
        "declarations that open": "<!A " * (N // 2),
        "sections that open": "<![CDATA[" * (M // 2),
        "entities": "&" * N + "&a" * N,
        # blocks
        "quotations inside each other": "> " * N + "a",
        "quotations and lines": "> a\n" * (N // 4),
        "lists inside each other": "".join(" " * n + "* a\n" for n in range(200)),
        "lists on one line": "* " * N + "a",
        "blank lines in deep lists": "- " * 39 + "x" + "\n" * N,
        "headings": "# a\n" * (N // 2),
        "headings of one name": "## a\n\n" * (N // 2),
        "lines under headings": "a\n=\n" * (N // 2),
        "a table with many columns": "|a" * (N // 20) + "|\n" + "|-" * (N // 20) + "|\n" + "|b\n" * (N // 20),
        "tables that are none": "|a|\n|-\n" * (N // 8),
        # what is ours
        "notes that are not there": "[^a]" * M,
        "notes of notes": "".join(f"[^{n}]: a[^{n + 1}]\n\n" for n in range(N // 20)) + "[^0]",
        "attributes that open": "[a]{.b " * M,
        "braces": "{" * N + "}" * N,
        "components inside each other": "::: editor\n" * 500 + ":::\n" * 500,
        "quotation marks": "\"a '" * (N // 2),
    }
)
"""Fifty-one texts by what they are."""
