"""The quick engine makes of every text what markdown-it's own engine makes of it.

A long form, with as many invented texts as you like, runs from the top of the repository:

    python -m tests.test_pace 30000
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.parser_inline import ParserInline
from markdown_it.token import Token

from campaignsite.model.documents import Setting
from campaignsite.parse.markdown import body
from campaignsite.parse.markdown.dialect import DEEPEST, configured, parser
from campaignsite.parse.markdown.quick import fold, hasten, links
from campaignsite.parse.markdown.quick.blocks import Blocks, Rule
from campaignsite.parse.markdown.quick.folds import FOLDED
from campaignsite.parse.markdown.quick.html import Html
from campaignsite.parse.markdown.quick.inlines import Inlines
from campaignsite.parse.markdown.quick.plain import heading, items, paragraph, table
from campaignsite.parse.markdown.quick.state import BlockState
from campaignsite.parse.markdown.quick.tokens import bare
from tests.test_commonmark import examples

ROOT = Path(__file__).parent.parent
DIALECTS = (("en", True), ("fr", True), ("en", False))

FORMS = r"""
@@ plain
One line.

Two
lines.


   three
→four

    code

→code

      code
  no code
@@ headings
# One {#a}
## Two ##
### *Three* {.b title=x}
####### no
#no

four
===

fi
ve
---
- a
---
- b
 -
@@ underlines
a
-·

b
-

c
=

d
--- -

> e
> ---

> f
---

- g
  ===

1. h
===

i
    ===
j
==··
@@ rules
***
- - -
_ _ _
---
a
***
b
* * *
- a
- - -
+ +
--
**
- * * *
@@ table
| a | b | c |
|---|:-:|--:|
| 1 | *2* | `3\|4` |
| x | [y](z.md) |
> q

a|b
-|-
1|2|3

|a|
|-|
- b
@@ no table
| a | b |
| - |

a
- - |

| a |
- b

a | b
:-: | -:

    | a |
    | - |

| a |
|-|
@@ plain tables
| a | b | c | d |
|---|:--|--:|:-:|
| 1 | 2 > 3 | it's | "5" |
| *6* | 7... | 8 -- 9 | |
|10|11|12|13|

| a |
|-|

|a|b|
|-|-|
|c|d
| e | f | g |

|a|b|
|-|-|
    | c | d |

|a|b|
|-|-|
 | c | d |
··
|a|\||
|-|-|
|b|c|
d

||
|-|

| a·→| b |
|-|-|
| | c |
|| d |
@@ plain lists
- a
- B c
- "d" isn't e > f
- *g* [h](https://i.org) [j](k.md)
- l ...

1. a
2. b

7) c
8) d
# e

- a
- b

- c

+ a
+ b
* c

- a
- b
 - c

- a
- b

  c

- a
··
→b

- a
- b
: c

- a

: b

- a
- 1. b

* a
* * *

2. a
@@ plain paragraphs
a
b···
c "d
e" f's
·g

a
*b*

a
1. b

a
| b |
|---|

a·
b "c" d
@@ plain forms
a **b c** *d* `e *f*` [g](https://h.org/i?j=k#l) <https://m.org/n> o.

**a**

*b* **c** **d**, (*e*) **f**g h**i** *j *k* l*

a **b**
**c** d
*e*

`a``b` ` c ` `` d `` `e`

![a](https://b.org) \\[c](https://d.org) [e](https://f) [g](http://h.)
[i](https://j:80) <https://k l> <http://m.org> <mailto:n>

"*a*" **"b"** "`c`"

"a *b" c*

*a "b* c"

"a [b" c](https://d.org)

"a *b* c" d

"a [b](https://c.org) d"

[a "b" c's](https://d.org) *e "f" g's*

"[a](https://b.org)"

`a's` b's

`"a"` b

"a" b" (c "d" e) "f.") "g". "h"i

'a' b 'c

a's *b's* "c's *d*"

"e 'f' g" "1"2" ""

a---b *c...* `d--e` <https://f.org/--g> [h--i](https://j.org)

a ; b *c* ! « d » : `e ;` f
@@ plain words in others
> a "b" c
>
> *d* -- e
> f

> [!NOTE]
> a

::: quote {speaker="a"}
b
:::

::: editor
b

c
:::

[^1]: a

    b

c[^1]

- > a
  >
  > b

> - a
>
>   b
@@ table in a list
- | a | b |
  |---|---|
  | 1 | 2 |
- c | d
  :-|:-
  3 | 4

> | a |
> | - |
> | b |
c
@@ strikethrough
~~a~~ ~b~ ~~~c~~~ ~~~~d~~~~ ~~ e ~~ ~~f *g~~ h*

~~~
fence
~~~~

~~~ a b
fence
@@ emphasis
*a* **b** ***c*** *d **e* f** _g_ __h__ i_j_k l*m*n **o*p** *(q)* _(r)_. **

*£*s. *a `*` b* *[c*](d)
@@ unbalanced
*a **b _c ~~d [e `f <g ![h {i &j \

**** ____ ~~~~ *_*_*_ __*__*

a** b** *c *d**e* f***g**
@@ code
`a` ``b`c`` ` d ` `` ` `` `e
f` ``g`

```py a=b
*c*
```

``` x`y
```
    code
- ```
  d
 e
@@ breaks
a··
b\
c·
d
  e·····
   f\

*g··
h* [i\
j](k) `l··
m`
@@ backslashes
\*a\* \[b] \\ \c \` `\` \<d> \&amp; \é -\- .\.. [e\]](f\)g) \

\# h

\- i

\
@@ entities
&amp; &lt;b&gt; &copy &#35; &#x41; &#0; &nope; &quot;c&quot; &#45;- &#46;.. [d](&auml;) `&amp;` &
&#x110000;
@@ smart
"a" 'b' "c 'd' e" it's 'n' rock'n'roll 5'10" a---b -- c ... .... --- -->

"*f*" "`g`" '"h"'

"i
j"
@@ french
« a » “b” c ; d ! e ? f : g l'an "h" 'i' a: b; « » http://x ? y  ; z

| « a » | b ! |
|---|---|
| c ; | d : |
@@ links
[a](b) [c](<d e> "f") [g]( h 'i' ) [j](k(l)m) [n](o)p) [q](r\)s) [](t) [u]() [v](w x) [y](z

[a-b](c:d) [e](f){.g}
@@ plain links
[a b](https://a.org/b) [c](d.md#e) [f](//g) [h](http://i.org:80) [j](k%20l) [m](HTTP://N.org) [o](p?q=r&s)
[t](mailto:u)
@@ nested links
[a [b](c) d](e) [f ![g](h) i](j) ![k [l](m) n](o) [p *q [r] s* t](u) [[v]](w) [x]](y) [[z](a)

[`]`](b) [<c>](d)
@@ references
[a] [b][a] [c][] [A ] ![d][a] [e][nope] [f]: g [h]

[a]: b.md 'c'
[c]:
  <d>
  "e
f"
[h]: i j
[h]: k
[]: l
> [m]: n

[m]
@@ autolinks
<https://a.org/b?c&d> <a@b.org> <http://xn--caf-dma.org/%41%2D-> <HTTP://É.org> <x:y> <z> <https://a b> <//c>
@@ html
a <b>c</b> <!-- d --> <e f='g'/> <br> </h> < i <j

<div>
*k*
</div>

<!--
l

m -->
n <?o?> <!P> <![CDATA[q]]>
<r>

<s>
t
@@ images
![a](b.png) ![c *d* `e` ![f](g)](h 'i') ![](j) !k ![l] ![m](n){.o} ![p\*](q) !

!![r](s) \![t](u)
@@ pictures
![a](b.png 'c "d" -- e'){credit="f 'g' -- h" people=none}

![a](b.svg){credit=c .d}
[![e](f.png){credit="g"}](h.md "i")··
 ![j](k.png){decorative=true}

![a](b.svg){credit=c}
![](d.png){credit="e ; f"}

- ![a](b.svg){credit=c} ![d](e.svg){credit=f}
- g ![h](i.png){credit=j people=k}{decorative=l}

{.a #b}
> ![c](d.svg){credit=e}

{.a #b credit=c}
![d](e.svg){credit=f}

[![](a.png){decorative=true}](b.md) ![c](d.png) {credit=e}

[^1]: ![a](b.svg){credit=c}

a[^1] ![b](c.png){credit=d e}
@@ footnotes
a[^1] b[^1] c[^two] d[^nope] e[^ f]

[^1]: One.
[^two]: Two
    lines.

    - a list[^1]

[^3]: never
[^]: x
[^a b]: y
@@ definitions
Term
: one
: two

  more

Other *term*

: three

Last
~ four
~ five

> In
> : six

no


: seven
:eight
@@ definitions in lists
- a
  : b
- c

  : d

1. e
   ~ f

: g
: h
i
: j
@@ spans
[a]{.b} [c *d*]{#e lang=fr} [f]{onclick=g} [h] {.i} [j]{.k}{#l} [m]{n [o]{} [p](q){.r #s}{.t} `u`{.v} *w*{.x}
@@ attributes
{.a}
b

{#c .d}
# e

{.f}
{.g #h}
- i

{j
k}

{.l} m

- {.n}
  o

{.p}
```
q
```
{.r}
@@ components
::: quote {speaker="A"}
b *c*

- d
:::

:::: x
::: y
e
:::
::::
f
::: g
h
:::: i
:::
:::
> ::: j
> k
@@ alerts
> [!NOTE]
> a

> [!warning]
> - b
>   > c

> [!TIP] d

> [!NOPE]
> e

> [!NOTE]
@@ quotes
> a
b
> c

>d
>
>→e
>> f
> g
- h
> i
1. j
> ***
> # k
>     l
  > m
    > n
@@ lists
- a
- b

- c
* d
+ e
1. f
2. g
3) h

   i
-
  j
-

  k
10. l
    - m
      n
o
- p
    - q
        - r
 - s
@@ lists and text
a
- b
c
1. d
e
2. f
g
-
h
*→i
1234567890. j
123456789. k
- l

      m
- - n
- 1. o
٣. p
"""
"""Every form of the dialect, by name."""

MARKS = {ord("·"): " ", ord("→"): "\t", ord("⏎"): "\n"}
"""A space at the end of a line, a tabulator and a line's end, where they would not be seen."""

TEXTS = {
    **{name: text.translate(MARKS) for name, _, text in (form.partition("\n") for form in FORMS.split("\n@@ ")[1:])},
    "odd characters": "\0 a\rb\r\nc \u00a0\u2003 d\u2028e\x0bf\x0c\x1c \ufeffg 😀*h*😀 é_i_ é*j*\n\n\u00a0\n\n \x0b\nk",
    "deep": "".join(">" * n + " a\n" for n in (DEEPEST - 1, DEEPEST, DEEPEST + 1)) + "\n" + "- " * (DEEPEST + 2) + "a",
    "deep inside": "[" * (DEEPEST + 3) + "a" + "](b)" * (DEEPEST + 3) + "\n\n" + "*a **b " * DEEPEST + "[a]{.b " * 9,
}
PIECES = r"""
    ⏎ ⏎⏎ ⏎·· ⏎···· ⏎→ ··⏎ · ···· → a b·c é 1 0 ٣ « » 😀 . , ; : ? ! ' " ( ) / % @ $ # + - = | ^ & < > { } [ ] * _ ~ ` \
    ** __ ~~ `` ``` ~~~⏎ ```⏎ --- -- ... ===⏎ ---⏎ ***⏎ -·- |·---·| |-|-|⏎ ⏎|·
    ⏎-· ⏎*· ⏎+· ⏎1.· ⏎2)· ⏎>· ⏎>>· ⏎#· ⏎##· ⏎:· ⏎~· ⏎>·[!NOTE]⏎>· ⏎:::·quote⏎ ⏎:::·x·{y=z}⏎ ⏎:::⏎
    {.a} {#b} ⏎{.c}⏎ {d=e} ]( ][ ]:· ](b.md) [a](b.md) [a](https://a.org/b) ![ ![a](b.png) [a] ⏎[a]:·b⏎ [a]{.b}
    ⏎|·c·|·d·|⏎ "a·b" 'c' d's **e** *f* `g` ![h](https://i.org/j) <https://k.org> ⏎-·l ⏎2.·m ⏎n⏎⏎ ⏎·····|
    {credit=f} ![g](h.svg){credit=i} {decorative=true}
    [^1] ⏎[^1]:· [^a <b> </b> <!-- --> ⏎<div>⏎ <https://a.org/%2D> <a@b.c> http:// xn--a &amp; &#45; &quot;
"""
ODD_PIECES = ("\u00a0", "\x0b", "\r", "\0")
INVENTED = st.text(max_size=60) | st.lists(
    st.sampled_from([*(piece.translate(MARKS) for piece in PIECES.split()), *ODD_PIECES]), max_size=50
).map("".join)
LINES = r"""
    a B·c é·d e's "f" g·*h* **i**·j `k` [l](https://m.org) [n](o.md) p... q--r s·; | · ···· ⏎ # ##·t ##·u·# > >·v >·w·"x
    -·a -·b·c -·"d" -·e's -·*f* -·[g](h.md) -·1.·i -·· *·j *·*·* +·k 1.·l 2.·m 2)·n ·-·o ··p ····q →r :·s ~·t {.u} :::
    [^1]:·v
    |·a·|·b·| |---|---| |:-:|--:| |-| |c|d| |·*e*·|·f's·|
    |·"g·|·h"·| |·|·i·| ·|·j·|·k·| ····|·l·|·m·| |n|o| |p| |\||q| --- ===
"""
WORDS = r"""
    a b·c d. 1 é · · · ⏎ ( ) . , ; : ! ? " ' * ** ` _ ~ & \ < > [ ] --- ... « » ”
    *e* **f·g** `h` [i](https://j.org/k) [l](m.md) [n·"o"](http://p) ![q](https://r.org) <https://s.org/t> "u·v" w's
"""
BLOCKS = st.lists(st.sampled_from([line.translate(MARKS) for line in LINES.split()]), max_size=14).map("\n".join)
"""Lines that are plain blocks together, or nearly."""
FORMED = st.lists(st.sampled_from([word.translate(MARKS) for word in WORDS.split()]), max_size=16).map("".join)
"""Paragraphs of words and plain forms, or nearly."""


def engines(lang: str, *, smart: bool, deepest: int = DEEPEST) -> tuple[MarkdownIt, MarkdownIt]:
    """markdown-it's own engine and the quick one, for as many levels inside each other."""
    plain, quick = configured(lang, smart=smart), configured(lang, smart=smart)
    plain.options["maxNesting"] = quick.options["maxNesting"] = deepest
    return plain, hasten(quick)


ENGINES = [engines(lang, smart=smart) for lang, smart in DIALECTS]
SHALLOW = [engines("en", smart=True, deepest=deepest) for deepest in (1, 2, 3, 5)]


def check(text: str) -> None:
    """To both engines a text is the same tokens, and the same HTML."""
    text += "" if text.endswith("\n") else "\n"  # as read_body does
    for plain, quick in (*ENGINES, *SHALLOW):
        expected: dict[str, Any] = {"gaps": []}
        found: dict[str, Any] = {"gaps": []}
        tokens, made = plain.parse(text, expected), quick.parse(text, found)
        assert made == tokens
        for env in (expected, found):
            if env.get("footnotes") == {"refs": {}, "list": {}}:
                del env["footnotes"]  # looking for a footnote leaves this, even where none can begin
        assert found == expected
        html = plain.renderer.render(tokens, plain.options, expected)
        assert quick.renderer.render(made, quick.options, found) == html
        assert found == expected


def check_body(text: str) -> None:
    """To both engines a text is the same body: parts, references, words and mistakes."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")  # as decode does
    for n, (lang, smart) in enumerate(DIALECTS):
        setting = Setting("content/a.md", 3, lang, smart, raw_html=n == 1, prefix="a--" if n == 2 else "")
        found = body.read_body(text, setting)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(body, "parser", lambda lang, *, smart: ENGINES[DIALECTS.index((lang, smart))][0])
            assert found == body.read_body(text, setting)


def check_both(text: str) -> None:
    check(text)
    check_body(text)


def test_the_quick_engine_runs() -> None:
    """A part with rules that it does not know, perhaps of a newer markdown-it, stays as it is; here none does."""
    md = parser("en")
    assert (type(md.inline), type(md.block), type(md.renderer)) == (Inlines, Blocks, Html)
    assert [token.type for token in md.parse("a\n")] == [FOLDED]
    assert (type(ENGINES[0][0].inline), type(ENGINES[0][0].block)) == (ParserInline, ParserBlock)


def test_a_part_with_an_unknown_rule_stays_as_it_is() -> None:
    md = configured("en")
    md.inline.ruler.push("unknown", lambda *_: False)
    md.block.ruler.push("unknown", lambda *_: False)
    fold(hasten(md))
    assert (type(md.inline), type(md.block), type(md.renderer)) == (ParserInline, ParserBlock, Html)


@pytest.mark.parametrize("rule", ["emphasis", "link", "autolink", "backticks", "list", "table", "heading"])
def test_without_a_rule_nothing_is_read_as_if_it_were_there(rule: str) -> None:
    plain, quick = configured("en"), configured("en")
    plain.disable(rule)
    hasten(quick.disable(rule))
    for text in (TEXTS["plain forms"], TEXTS["plain lists"], TEXTS["plain tables"], TEXTS["headings"]):
        html = plain.render(text, {"gaps": []})
        assert quick.render(text, {"gaps": []}) == html


def test_nothing_is_folded_where_an_unknown_rule_may_look() -> None:
    md = configured("en")
    md.core.ruler.push("unknown", lambda _: None)
    assert FOLDED not in [token.type for token in fold(hasten(md)).parse("a\n")]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ('A "b" isn\'t *c* **d**\ne [f](https://g.org).\n', ["folded"]),
        ("`a` <https://b.org>\n", ["folded"]),
        ("> a\n", ["blockquote_open", "folded", "blockquote_close"]),
        ("- a\n- b\n\n", ["bullet_list_open", "folded", "folded", "bullet_list_close"]),
        ("|a|\n|-|\n|b|\n", ["tbody_open", "folded", "tbody_close", "table_close"]),
    ],
)
def test_plain_words_are_folded(text: str, folded: list[str]) -> None:
    """The quick routes are taken: with none of them the other tests would say that all is the same, too."""
    assert [token.type for token in parser("en").parse(text)][-len(folded) :] == folded


@pytest.mark.parametrize("rule", [paragraph, heading, items, table])
def test_plain_blocks_are_read_straight(rule: Rule) -> None:
    texts: dict[Rule, str] = {paragraph: "a\nb\n", heading: "# a\n", items: "1. a\n", table: "|a|\n|-|\n"}
    state = BlockState(texts[rule], parser("en"), {}, [])
    assert rule(state, 0, state.lineMax, False)


@pytest.mark.parametrize("name", TEXTS)
def test_every_form_of_the_dialect_is_the_same(name: str) -> None:
    text = TEXTS[name]
    check_both(text)
    for begin, end in (("", "\r\n"), ("> ", "\n> "), ("- ", "\n  ")):
        check_both(begin + text.replace("\n", end))


def test_the_examples_of_the_specification_are_the_same() -> None:
    for text, _ in examples().values():
        check_both(text)


def test_our_own_texts_are_the_same() -> None:
    paths = [path for folder in ("content", "docs") for path in sorted((ROOT / folder).rglob("*.md"))]
    assert paths
    for path in paths:
        check(path.read_text(encoding="utf-8"))


@given(INVENTED)
@settings(deadline=None, max_examples=300)
def test_invented_texts_are_the_same(text: str) -> None:
    check_both(text)


@given(BLOCKS)
@settings(deadline=None, max_examples=300)
def test_plain_blocks_are_the_same(text: str) -> None:
    check_both(text)


@given(FORMED)
@settings(deadline=None, max_examples=300)
def test_plain_forms_are_the_same(text: str) -> None:
    check_both(text)


@given(st.from_regex(links.NORMAL, fullmatch=True))
@settings(deadline=None, max_examples=300)
def test_addresses_in_their_normal_form_stay_as_they_are(address: str) -> None:
    md = MarkdownIt()
    assert md.normalizeLink(address) == md.normalizeLinkText(address) == address


def test_a_bare_token_is_a_token() -> None:
    assert bare("a", "b", -1, 2, True) == Token("a", "b", -1, level=2, block=True)
    assert bare("a", "b", 0, 1, False, [2, 3], "c", "d", []) == Token(
        "a", "b", 0, map=[2, 3], level=1, children=[], content="d", markup="c"
    )


if __name__ == "__main__":
    settings(deadline=None, max_examples=int(sys.argv[1]))(given(INVENTED | BLOCKS | FORMED)(check_both))()
