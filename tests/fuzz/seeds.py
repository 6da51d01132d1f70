"""Small inputs that the mutations begin with, and pieces that they put in."""

FRONT = (
    b"title: A release\ndate: 2026-05-01\nsummary: Words.\nagencies: {host: [opp]}\n",
    b"name: A service\nkind: provincial\nregion: 'Ontario'\naliases: [OPP, \"O.P.P.\"]\n",
    b"name: Forum\neditions:\n  - start: 2026-05-01\n    venue: {name: Hall}\n",
    b"title: >-\n  Folded\n  text\ncontacts:\n- name: |2\n    Desk\n",
)
BODY = (
    b"## One\n\nText with [a link](https://example.org) and `code`[^1].\n\n[^1]: A note.\n",
    b'::: quote {speaker="A" title="B"}\nWords.\n:::\n\n> [!NOTE]\n> A note.\n',
    b"| a | b |\n|:-:|--:|\n| 1 | ![x](a.png) |\n\nterm\n: definition\n",
    b"<a href='javascript:alert(1)' onclick=x>y</a> [z](data:text/html,x){style=a onload=b}\n",
)
WORDS = (b"opp", b"../../etc/passwd", b"a\\..\\b", b"%2e%2e%2f", b"//host/x", b"\xc3\x89t\xc3\xa9", b"mailto:a@b.ca")
PIECES = (
    *(
        b"\0",
        b"\n",
        b"\r\n",
        b"\t",
        b"'",
        b'"',
        b"<",
        b">",
        b"&",
        b"[",
        b"](",
        b")",
        b"{",
        b"}",
        b"`",
        b"*",
        b"|",
        b":",
    ),
    *(
        b":",
        b"---\n",
        b"- ",
        b"&a ",
        b"*a",
        b"!!x ",
        b"\xff",
        b"\xe2\x80\xae",
        b"\xe2\x80\xa8",
        b"\xef\xbb\xbf",
        b"\x1b[2J",
    ),
    *(b"javascript:", b"data:", b"blob:", b"intent:", b"//evil.example/", b"https://u:p@evil.example/", b"../", b"%00"),
    *(b"<script>", b"<img src=x onerror=y>", b'" onclick="x', b"&#106;avascript&colon;", b"{{ 7 * 7 }}", b"{% x %}"),
)
