"""Files for hosts: what nginx answers with them, and that they say what the pages say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from campaignsite.build import Order, build
from tests import apache, nginx
from tests.apache import needs_apache
from tests.dom import read_html
from tests.nginx import ask, needs_nginx
from tests.sites import CONFIG, NOW, built, tree, write_site

pytestmark = pytest.mark.slow

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
aliases: [/old/, /old.pdf, /old (1)/, /été$1/, "/100%25 a+b&c~d'e/"]
---
Words.
-- content/resources/leaflet.md --
---
title: Leaflet
file: leaflet.csv
---
-- content/resources/leaflet.csv --
a,b
-- assets/times.ics --
BEGIN:VCALENDAR
-- assets/feed.json --
[]
-- assets/notes.txt --
Été
-- assets/picture.png (png) --
x
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


TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".xml": "xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    "/feed.json": "application/feed+json",
    ".json": "application/json",
    ".pdf": "application/pdf",
}
"""What the media type of a file ends with, by the ending of its name."""
RULES = re.compile(r"_headers|_redirects|\.htaccess|.*\.nginx")
MISSING = ("/nothing/", "/nothing.html", "/about/nothing")


@needs_nginx
@pytest.mark.parametrize("zipped", [False, True])
def test_nginx_answers_as_the_documentation_says(tmp_path: Path, *, zipped: bool) -> None:
    site = write_site(SITE.replace(CONFIG, f"{CONFIG}precompress: true\n"), tmp_path / "site")
    build(Order(site, NOW, tmp_path / "web"))
    docs = Path(__file__).parents[1] / "docs/hosting.md"
    (example,) = re.findall(r"```nginx\n(.*?)```", docs.read_text(encoding="utf-8"), re.DOTALL)
    example = example.replace("/srv/campaign", f"{tmp_path}/web").replace("server {", "server { LISTEN")
    with nginx.serving(example, tmp_path) as port:
        answers_well(port, "/", [*tree(tmp_path / "web")], zipped=zipped)


@needs_apache
@pytest.mark.parametrize("zipped", [False, True])
@pytest.mark.parametrize("base", ["/", "/repo/", "/r$1%20%C3%A9/"])
def test_apache_reads_what_it_needs_by_itself(tmp_path: Path, base: str, *, zipped: bool) -> None:
    site = write_site(SITE.replace(CONFIG, f"{CONFIG}precompress: true\n"), tmp_path / "site")
    build(Order(site, NOW, tmp_path / "web", f"https://example.org{base}"))
    with apache.serving(tmp_path / "web", tmp_path, base=base) as port:
        files = [*tree(tmp_path / "web")]
        answers_well(port, base, files, zipped=zipped)
        assert {ask(port, base + file)[0] for file in files if RULES.fullmatch(file)} == {404}


@needs_apache
def test_apache_serves_the_site_whatever_modules_it_lacks(tmp_path: Path) -> None:
    site = write_site(SITE.replace(CONFIG, f"{CONFIG}precompress: true\n"), tmp_path / "site")
    build(Order(site, NOW, tmp_path / "web"))
    with apache.serving(tmp_path / "web", tmp_path, modules=("authz_core", "mime", "dir")) as port:
        assert [ask(port, path)[0] for path in ("/", "/plan/", "/about/", "/nothing/")] == [200, 200, 200, 404]


def test_a_site_can_do_without_rules_for_apache(tmp_path: Path) -> None:
    assert ".htaccess" in texts(SITE, tmp_path / "with")
    made = texts(SITE.replace(CONFIG, f"{CONFIG}outputs: {{htaccess: false}}\n"), tmp_path / "without")
    assert ".htaccess" not in made
    assert "_headers" in made
    assert texts(SITE + "-- assets/root/.htaccess --\nmine\n", tmp_path / "own")[".htaccess"] == "mine\n"


def answers_well(server: int, base: str, files: list[str], *, zipped: bool) -> None:
    """Every file is answered with its headers, so is what is not there, and old addresses lead on."""
    asked = {"Accept-Encoding": "gzip"} if zipped else {}
    whole = [f for f in files if not RULES.fullmatch(f) and not f.endswith(".gz")]
    assert {Path(f).suffix for f in whole} >= {".html", ".css", ".js", ".csv", ".ics", ".webmanifest", ".pdf", ".xml"}
    for file in (f for f in whole if not f.startswith(("old", "été", "100"))):
        status, headers = ask(server, base + file.removesuffix("index.html"), asked)
        assert status == 200, file
        expected = "no-store" if file in ("plan/index.html", "leaving/index.html") else "no-cache"
        expected = IMMUTABLE if re.search(r"\.[0-9a-f]{10}\.", file) else expected
        assert headers["cache-control"] == expected, file
        ending = next(end for end in TYPES if f"/{file}".endswith(end) and (end[0] == "/" or "feed.json" not in file))
        assert headers["content-type"].endswith(TYPES[ending]), file
        assert (headers.get("content-encoding") == "gzip") == (zipped and f"{file}.gz" in files), file
        assert not (f"{file}.gz" in files and "Accept-Encoding" not in headers.get("vary", "")), file
        guarded(headers)
    for path in MISSING:
        status, headers = ask(server, base + path[1:], asked)
        assert (status, headers["content-type"]) == (404, "text/html; charset=utf-8"), path
        assert int(headers["content-length"]) > 500 or zipped, path
        guarded(headers)
    for old in ("old/", "old", "old.pdf", "old%20(1)/", "%C3%A9t%C3%A9$1/", "%C3%A9t%C3%A9%241", "100%25%20a+b&c~d'e/"):
        status, headers = ask(server, base + old, asked)
        assert (status, unquote(urlsplit(headers["location"]).path)) == (301, unquote(f"{base}about/")), old
        assert headers["cache-control"] == "no-cache"
        guarded(headers)
    for other in ("oldXpdf", "old/more/", "old1/", "x/old/"):
        assert ask(server, base + other, asked)[0] == 404, other


def guarded(headers: Mapping[str, str]) -> None:
    assert headers["content-security-policy"].endswith("; frame-ancestors 'none'")
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
