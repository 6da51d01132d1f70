"""Files that hosts read: old addresses, and what may be kept. In: the table of pages. Out: lines of it with rules.

A site that has such a file of its own in assets/root/ keeps that one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import partial
from types import MappingProxyType
from urllib.parse import quote, unquote

from campaignsite.model.page.hosts import CacheRule, HeadersView, HtaccessView, MovedRule, MovedRulesView
from campaignsite.model.page.subjects import Subject
from campaignsite.plan.files import Published
from campaignsite.plan.frames import Frame, Frames
from campaignsite.plan.planned import Planned
from campaignsite.plan.redirects import Redirect
from campaignsite.plan.urls import Urls

MOVED = MappingProxyType({"_redirects": "moved-rules.txt", "_redirects.nginx": "moved-rules-nginx.txt"})
"""The files of redirects and their layouts: for Netlify, Cloudflare Pages and GitLab Pages, and a map for nginx."""
HEADERS = MappingProxyType(
    {"_headers": "headers.txt", "_headers.nginx": "headers-nginx.txt", "_cache.nginx": "headers-cache-nginx.txt"}
)
"""The same for headers: for Netlify and Cloudflare Pages, directives for nginx, and a map for nginx."""
APACHE = MappingProxyType({".htaccess": "htaccess.txt"})
"""For Apache, which reads it by itself."""


def host_files(
    frames: Frames,
    pages: Iterable[Planned],
    moved: Sequence[Redirect],
    files: Sequence[Published],
    fingerprinted: Sequence[str] = (),
) -> Iterator[Planned]:
    """Every file of rules for hosts. In folders that are ``fingerprinted`` every name says what is in the file."""
    own, old = {f.file for f in files}, tuple(_moved(moved, frames.urls))
    if moved:
        yield from _files(frames, "moved-rules", MOVED, MovedRulesView(old), own)
    folders = (_kept_whole(folder, frames.urls) for folder in fingerprinted)
    rules = (*_unkept(pages, frames.urls), *folders, *_kept(files, frames.urls))
    yield from _files(frames, "headers", HEADERS, HeadersView(rules), own)
    config = frames.view.site.config
    if config.outputs.htaccess:
        missing = _said(_encoded(unquote(frames.urls.base) + "404.html"))
        yield from _files(frames, "htaccess", APACHE, HtaccessView(old, rules, missing, config.precompress), own)


def _files(
    frames: Frames, kind: str, names: MappingProxyType[str, str], subject: Subject, own: Collection[str]
) -> Iterator[Planned]:
    for file, layout in names.items():
        if file not in own:
            frame = Frame(kind, f"/{file}", file, f"the rules in {file}", layout=layout, hidden=True)
            yield frames.planned((kind, file), frame, partial(frames.page, frame, subject))


def _moved(moved: Iterable[Redirect], urls: Urls) -> Iterable[MovedRule]:
    """Hosts differ in whether /old/ is /old as well, so both are named."""
    made = []
    for redirect in moved:
        for old in dict.fromkeys((redirect.old.rstrip("/") or "/", redirect.old)):
            path = urls.base + old[1:]
            to, apache = urls.base + redirect.to[1:], _matching(unquote(urls.base) + old[1:])
            made.append(
                MovedRule(
                    _encoded(path), _encoded(to), _quoted(path), (apache, _target(unquote(urls.base) + redirect.to[1:]))
                )
            )
    return dict.fromkeys(made)


def _unkept(pages: Iterable[Planned], urls: Urls) -> Iterator[CacheRule]:
    """What must not be on a device that somebody else looks at (RFC 9111, 5.2.2.5)."""
    for page in sorted((p for p in pages if p.sensitive), key=lambda p: p.url):
        # nginx looks at the file that it serves, once it knows it.
        names = dict.fromkeys((page.url, f"/{page.file}"))
        path = urls.base + page.url[1:]
        nginx = tuple(_quoted(urls.base + name[1:]) for name in names)
        apache = _matching(*(unquote(urls.base) + name[1:] for name in names), packed=True)
        yield CacheRule(_encoded(path), nginx, apache, keep=False)


def _kept(files: Iterable[Published], urls: Urls) -> Iterator[CacheRule]:
    """What has its digest in its name never changes (RFC 8246)."""
    for file in files:
        if file.fingerprinted:
            path = urls.base + file.file
            apache = _matching(unquote(urls.base) + file.file, packed=True)
            yield CacheRule(_encoded(path), (_quoted(path),), apache, keep=True)


def _kept_whole(folder: str, urls: Urls) -> CacheRule:
    """The same for all files below a folder, with one rule: hosts do not read many."""
    path = urls.base + folder
    below = _said(f"^{re.escape(unquote(urls.base) + folder)}")
    return CacheRule(_encoded(path) + "*", (_quoted(f"~^{re.escape(path)}"),), below, keep=True)


def _encoded(path: str) -> str:
    """Percent-encoded but for what no host gives a meaning of its own, as ``*`` and ``:`` have in ``_redirects``."""
    return quote(path, safe="/-._~")


def _quoted(path: str) -> str:
    """A string of nginx's configuration language; nginx compares it with the decoded path, whatever the case."""
    return '"' + path.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _matching(*paths: str, packed: bool = False) -> str:
    """An expression that one of these decoded paths matches whole, as Apache's configuration has it.

    ``packed`` is for what may have a copy: Apache looks at the file that it sends in place of another.
    """
    every = "|".join(map(re.escape, paths))
    return _said(f"^(?:{every})" + (r"(?:\.gz)?$" if packed else "$"))


def _target(path: str) -> str:
    """A decoded path for Apache to redirect to, which gives ``$1`` and a backslash a meaning there."""
    return _said(path.replace("\\", "\\\\").replace("$", "\\$"))


def _said(text: str) -> str:
    """A string of Apache's configuration language."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
