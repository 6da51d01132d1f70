"""Who may ask the preview for anything. In: the headers of a request. Out: the request, or an answer that says no.

A site somewhere else must neither read the preview nor make it do something (DNS rebinding, cross-site requests and
WebSockets): it answers its own names only, and only to its own pages or to the address line.
"""

from __future__ import annotations

from typing import Any

from tornado.web import HTTPError, RequestHandler

NAMES = ("localhost", "127.0.0.1", "[::1]")


def hosts_at(port: int) -> frozenset[str]:
    """What a browser on this machine sends as Host (RFC 9110, 7.2)."""
    return frozenset([f"{name}:{port}" for name in NAMES] + (list(NAMES) if port == 80 else []))


class Guarded(RequestHandler):
    """A handler for which the guard stands at the door."""

    SUPPORTED_METHODS = ("GET", "HEAD")

    @property
    def hosts(self) -> frozenset[str]:
        """The names that are answered."""
        found: frozenset[str] = self.settings["hosts"]
        return found

    @property
    def origins(self) -> frozenset[str]:
        """The origins of the preview's own pages (RFC 6454)."""
        return frozenset(f"http://{host}" for host in self.hosts)

    @property
    def host(self) -> str:
        """The name that was asked for: one of ``hosts``."""
        return self.request.headers.get_list("Host")[0].lower()

    def prepare(self) -> None:
        """Raises HTTPError for whoever has no business here."""
        asked = [name.lower() for name in self.request.headers.get_list("Host")]
        if len(asked) != 1 or asked[0] not in self.hosts:
            raise HTTPError(421)
        origins = self.request.headers.get_list("Origin")
        if origins and (len(origins) != 1 or origins[0] != f"http://{asked[0]}"):
            raise HTTPError(403)
        # Fetch Metadata (W3C): a page of another site, or of another port, may link to the preview and nothing else.
        site, mode = (self.request.headers.get(f"Sec-Fetch-{name}", "") for name in ("Site", "Mode"))
        if site not in ("", "same-origin", "none") and mode != "navigate":
            raise HTTPError(403)

    def set_default_headers(self) -> None:
        """What every answer says: it is for now, for this origin, and of the type that it names."""
        self.set_header("Cache-Control", "no-store")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.clear_header("Server")

    def write_error(self, status_code: int, **_: Any) -> None:
        """Say no, and nothing about this machine."""
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        if status_code == 405:
            self.set_header("Allow", "GET, HEAD")
        self.finish(f"{status_code} {self._reason}\n" if self.request.method != "HEAD" else None)

    def log_exception(self, *exc_info: Any) -> None:
        """What is no answer to a request is a fault of ours; people hear of it, not the one who asked."""
        if not isinstance(exc_info[1], HTTPError):
            self.settings["fault"](f"{type(exc_info[1]).__name__}: {exc_info[1]}")
