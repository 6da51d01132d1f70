"""Files for hosts: what nginx answers with them, and that they say what the pages say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from campaignsite.build import Order, build
from tests.dom import read_html
from tests.nginx import ask, needs_nginx, serving
from tests.sites import CONFIG, NOW, built, tree, write_site

HELP = """exit: https://weather.example/
helplines: [{name: Line, display: 555-0100, phone: '911', police: false, verified_on: 2026-11-01}]
"""
SITE = f"""-- campaignsite.yaml --
{CONFIG}{HELP}
-- content/plan.md --
---
title: A plan
sensitive: true
---
Words.
-- content/about.md --
---
title: About
aliases: [/old/]
---
Words.
-- assets/own.js --
1;
-- assets/report.pdf --
x
"""
IMMUTABLE = "public, max-age=31536000, immutable"
POLICY = re.compile(r"(?:Content-Security-Policy[: ]+\"?)([^\"\n]*?); frame-ancestors 'none'")


def texts(text: str, folder: Path, base_url: str = "") -> Mapping[str, str]:
    found = built(text, folder, base_url=base_url)
    return {a.file: a.data.decode("utf-8", "replace") for a in found.artifacts}


def blocks(headers: str) -> dict[str, list[str]]:
    """A file of Netlify's form: for each path its headers."""
    found: dict[str, list[str]] = {}
    path = ""
    for line in headers.splitlines():
        if line.startswith("  "):
            found[path].append(line.strip())
        else:
            path = line
            found[path] = []
    return found


@pytest.mark.parametrize("base", ["/", "/repo/"])
def test_what_must_not_be_kept_and_what_may_be_is_named(tmp_path: Path, base: str) -> None:
    made = texts(SITE, tmp_path, f"https://example.org{base}")
    found = blocks(made["_headers"])
    kept = [name for name in made if re.search(r"\.[0-9a-f]{10}\.", name)]
    assert next(iter(found)) == f"{base}*"
    assert {path for path, said in found.items() if said == ["Cache-Control: no-store"]} == {
        f"{base}plan/",
        f"{base}leaving/",
    }
    assert {path for path, said in found.items() if said == [f"Cache-Control: {IMMUTABLE}"]} == {base + n for n in kept}
    assert len(kept) >= 4
    assert not any("report.pdf" in path for path in found)
    assert f'"{base}plan/index.html" no-store;' in made["_cache.nginx"].splitlines()


def test_every_file_has_the_policy_of_the_pages(tmp_path: Path) -> None:
    made = texts(SITE, tmp_path)
    page = read_html(made["about/index.html"])
    (said,) = [m.attrs["content"] for m in page.all("meta") if m.attrs.get("http-equiv") == "Content-Security-Policy"]
    for name in ("_headers", "_headers.nginx"):
        assert POLICY.findall(made[name]) == [said]


def test_a_site_keeps_files_for_hosts_of_its_own(tmp_path: Path) -> None:
    made = texts(SITE + "-- assets/root/_headers --\nmine\n", tmp_path)
    assert made["_headers"] == "mine\n"
    assert "_headers.nginx" in made


def test_a_sensitive_page_asks_search_engines_to_keep_no_copy(tmp_path: Path) -> None:
    made = texts(SITE, tmp_path)
    said = {
        name: [m.attrs["content"] for m in read_html(made[f"{name}/index.html"]).all("meta", name="robots")]
        for name in ("plan", "about", "old")
    }
    assert said == {"plan": ["noarchive"], "about": [], "old": ["noindex"]}


@needs_nginx
def test_nginx_answers_as_the_documentation_says(tmp_path: Path) -> None:
    build(Order(write_site(SITE, tmp_path / "site"), NOW, tmp_path / "web"))
    docs = Path(__file__).parents[1] / "docs/hosting.md"
    (example,) = re.findall(r"```nginx\n(.*?)```", docs.read_text(encoding="utf-8"), re.DOTALL)
    example = example.replace("/srv/campaign", f"{tmp_path}/web").replace("server {", "server { LISTEN")
    with serving(example, tmp_path) as port:
        answers_well(port, [file for file in tree(tmp_path / "web") if file != "old/index.html"])


def answers_well(server: int, files: Iterable[str]) -> None:
    for file in files:
        status, headers = ask(server, "/" + file.removesuffix("index.html"))
        assert status == 200, file
        expected = "no-store" if file in ("plan/index.html", "leaving/index.html") else None
        expected = IMMUTABLE if re.search(r"\.[0-9a-f]{10}\.", file) else expected
        assert headers.get("cache-control") == expected, file
        assert headers["content-security-policy"].endswith("; frame-ancestors 'none'")
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-content-type-options"] == "nosniff"
    assert ask(server, "/nothing/")[0] == 404
    assert "content-security-policy" in ask(server, "/nothing/")[1]
    assert ask(server, "/old/")[0] == 301
