"""What this site needs beside the program: a search, letters, kinds of pictures. In: a census. Out: checks."""

from __future__ import annotations

from collections.abc import Iterator

from campaignsite.build import lettering
from campaignsite.build.census import Census
from campaignsite.build.health.check import Check, note, ok, problem
from campaignsite.pictures.copying import able
from campaignsite.search import pagefind

_PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".avif")


def extras(there: Census) -> Iterator[Check]:
    """Nothing is said of what the site does not ask for."""
    config = there.settings.config
    if config.search:
        if pagefind.available():
            yield ok("site", "search", "Pagefind, which makes the index of the search, is installed")
        else:
            hint = "install it with “pip install campaignsite[search]”, or write “search: false”"
            yield problem("site", "search", "the site has a search, and Pagefind is not installed", hint)
    if config.share_images is not None:
        yield from _letters()
    if any(f.path.lower().endswith(_PICTURES) for f in (*there.found.files, *there.found.assets)):
        if able():
            yield ok("site", "pictures", "Pillow can write AVIF and WebP, for smaller copies of pictures")
        else:
            hint = "install it anew with “pip install --force-reinstall --only-binary :all: pillow”"
            yield problem("site", "pictures", "the site has pictures, and Pillow cannot write AVIF and WebP", hint)


def _letters() -> Iterator[Check]:
    if not lettering.available():
        hint = "install them with “pip install campaignsite[share]”, or write “share_images: false”"
        yield problem(
            "site", "share-images", "the site has share images, and the fonts for them are not installed", hint
        )
        return
    from PIL import features

    if features.check("raqm"):
        yield ok("site", "share-images", "the fonts for share images are installed, for every script")
    else:
        hint = "install FriBidi (“apt-get install libfribidi0”), if titles are in such a script"
        message = "the fonts for share images are installed, but for scripts whose letters join, FriBidi is missing"
        yield note("site", "share-images", message, hint)
