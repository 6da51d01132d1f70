"""Good texts and bad words, for each target; mutants are made of them."""

from __future__ import annotations

WORDS = tuple(
    word.encode()
    for word in (
        *("---\n", "\n", "\n\n", "  ", "\t", "\r", "\0", ":", ": ", "- ", "[", "]", "{", "}", "&a ", "*a", "!!map "),
        *("<<: ", '"', "'", "|\n", ">\n", "#", "%", "@", "`", "\\", "\ufeff", "\u2028", "\x85", "\u200b", "\u202e"),
        *("\ud7ff", "é", "title: ", "date: ", "draft: ", "slug: ", "type: ", "lang: ", "extra: ", "2026-02-30"),
        *("9" * 400, "null", "~"),
        *("<script>", "</script>", "<img src=x onerror=alert(1)>", "<a href=", "-->", "<!--", "<![CDATA[", "</title>"),
        *("javascript:alert(1)", "JaVaScRiPt:", "java\tscript:", "java&#x0A;script:", "&#106;avascript:", "vbscript:"),
        *("data:text/html,x", "blob:x", "intent:x", "//host", "\\\\host", "/\\host", "/\t/host", "https://u@h/"),
        *("..", "../", "%2e%2e/", "%2F", "%00", "%0a", "[a](", "](", ")", "![", "<", ">", "> ", "> [!NOTE]\n", "* "),
        *("1. ", "```", "~~", "{onclick=x}", "{style=x}", "{#id .c lang=x}", "{href=javascript:x}", " onload=x "),
        *("::: quote {speaker=", "\n:::\n", "[^1]", "[^1]: ", "|a|b|\n|-|-|\n", "\n: ", "***", "&quot;", "&lt;"),
        *("&#0;", "&#xD800;", "{{ 7*7 }}", "{% x %}"),
    )
)
"""What has a meaning to somebody: YAML, Markdown, HTML, URLs, templates."""

FRONTS = tuple(
    text.encode()
    for text in (
        "---\ntitle: About\nsummary: Who we are\n---\nText.\n",
        "---\ntype: release\ntitle: One\ndate: 2026-01-02\nevent: forum\nagencies: {lead: [OPP]}\n---\n",
        "---\ntype: release\ntitle: T\nlang: fr\nslug: a-b\ndraft: true\nlayout: x\nextra: {a: [{b: c}]}\n---\n# x\n",
        "---\ntitle: 'it''s'\npublish_at: 2026-01-02T09:00\nembargo: 2026-01-01 12:00\nexpires: 2027-01-01\n---\n",
        "---\ntype: agency\nname: A\nkind: joint\nnames: {fr: B}\nmembers: [{agency: x, from: 2020}]\nurl: https://a.org\n---\n",
        (
            "---\ntype: event\nname: E\nrecurs: --07-30\neditions:\n  - start: 2026-05-01\n    end: 2026-05-02\n"
            "    venue: {name: V}\n    speakers: [{name: S}]\n---\n"
        ),
        (
            "---\ntype: results\ntitle: R\noperation: O\nscope: joint\nperiod: {label: P}\nmeasures:\n"
            "  - {id: a, value: 1, unit: charge, definition: D}\ncorrections: [{date: 2026-01-02, what: W}]\n---\n"
        ),
        (
            "---\ntype: resource\ntitle: R\nfile: a.pdf\nsupplied: [title]\nsource: {title: S, url: https://a.org/}\n"
            "contacts: [{name: N, phone: '911', email: a@b.org}]\nwithdrawn: {date: 2026-01-02, why: W}\n---\n"
        ),
        '---\ntype: boilerplate\ntitle: "a\\u00e9\\n"\nkey: k\nfrom: 2026\n---\ntext\n',
        "---\ntitle: |\n  a\n   b\nsummary: >-\n  c\n  d\n---\n",
        "---\ntitle: A\n--- b\nsummary: c\n---\n",
    )
)

MARKDOWN = tuple(
    text.encode()
    for text in (
        '## A {#b}\n\nText *a* **b** `c` ~~d~~ [e](f.md "g") ![h](i.png)\n',
        "[a](https://a.org/?b=c&d#e) <https://a.org> <mailto:a@b.org> [x](/b/ 'y') [t](tel:911)\n",
        "[a][b] [c] ![d][b]\n\n[b]: https://a.org 'title'\n[c]: <d e.md>\n",
        "> [!NOTE]\n> text\n\n> quote\n> > deeper\n\n1. a\n2. b\n   - c\n\n\n***\n",
        "|a|b|\n|:-|-:|\n|`c`|[d](e.md)|\n\nTerm\n: one\n: two\n\n~~~py\ncode <b>\n~~~\n",
        '::: quote {speaker="A B" title="C"}\nWords.\n:::\n\n::: helpline\n:::\n\n::: editor\nnote\n:::\n',
        "Text[^1] and[^n].\n\n[^1]: one\n[^n]: two\n\n    more\n",
        '![a](b.png "c"){credit="d e" people=none}\n\nf ![g](h.svg){credit=i} ![](j.png){decorative=true}\n',
        "{.lead #x lang=fr}\ntext [a]{.b dir=ltr} `c`{.d} ![e](f.png){#g}\n\nSetext\n======\n",
        'He said "it\'s" -- and... <!-- comment --> &amp; &#65; \\* \\<\n    code\n',
        "[a](javascript:x) [b](data:text/html,x) <blob:x> [c](intent:x) [d](//host) [e](/\\\\host) [f](https://u@h/)\n",
        "![a](data:image/svg+xml,x) [b][c] [d](java&#x0A;script:x 'e')\n\n[c]: vbscript:x\n",
        "[a]{onclick=x} *b*{style=x} ![c](d.png){onerror=x}\n\n{onload=x srcdoc=y}\ntext\n\n## A {onfocus=x}\n",
        "<div onclick=x>a</div>\n\n<b>b</b> <a href='javascript:x'>c</a>\n",
    )
)

PATHS = tuple(
    text.encode()
    for text in (
        "releases/a/World Day 2026",
        "L’été/d'Élise/E\u0301te\u0301",
        "../../etc/passwd",
        "a//b/./c/..",
        "%2e%2e/%2F/\\..\\x",
        "हिन्दी/ᐃᓄᒃᑎᑐᑦ/İstanbul/ﬁ",
        "javascript:alert(1)/C:/con/\u202eabc",
        "https://u@host:80/a?b=c#d",
    )
)

PAGE = tuple(
    text.encode()
    for text in (
        "Plain words",
        "<script>alert(1)</script>",
        "\"'&</title><img src=x onerror=alert(1)>{{ 7 * 7 }}",
        "https://a.org/?a=b&c",
        "javascript:alert(1)",
        "data:text/html,x",
        "//host/a",
        "/agencies/#main",
        "]]> --> <!-- \\u2028 é 𝄞 \u202e",
        "[a](b.md) *c* `d`",
        "{#x .y onclick=z}",
    )
)
