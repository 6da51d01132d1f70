"""The preview's own files: its script and style sheet, livereload's script, and what is wrong now."""

from __future__ import annotations

import json
from importlib.resources import files
from types import MappingProxyType

from tornado.web import HTTPError

from campaignsite.serve.guard import Guarded
from campaignsite.serve.screen import Screen

_FILES = MappingProxyType(
    {
        "preview.js": ("campaignsite.serve", "browser/preview.js", "text/javascript; charset=utf-8"),
        "preview.css": ("campaignsite.serve", "browser/preview.css", "text/css; charset=utf-8"),
        "livereload.js": ("livereload", "vendors/livereload.js", "text/javascript; charset=utf-8"),
    }
)


class Owned(Guarded):
    """Answers with one of them. Nothing else is at these addresses, and nothing of the site is."""

    async def head(self, name: str) -> None:
        """The headers of what ``get`` answers with."""
        await self.get(name)

    async def get(self, name: str) -> None:
        """Answer with a file by its name. Raises HTTPError."""
        screen: Screen = self.settings["screen"]
        if name == "state.json":
            self.set_header("Content-Type", "application/json")
            self.finish(json.dumps(screen.state))
            return
        if name not in _FILES:
            raise HTTPError(404)
        package, path, kind = _FILES[name]
        self.set_header("Content-Type", kind)
        self.finish(files(package).joinpath(path).read_bytes())
