"""A document whose front matter is the same as before: only its body is read again."""

from __future__ import annotations

from campaignsite.model.documents import Read, Setting
from campaignsite.model.files import Source
from campaignsite.parse.body import read
from campaignsite.parse.text import decode, split


def parse_again(source: Source, front: str, setting: Setting) -> Read | None:
    """What the body says, if the digest of the front matter is ``front``; None when more than the body has changed."""
    text, undecoded = decode(source)
    if undecoded or not text:
        return None
    halves, unsplit = split(text, source.path)
    if unsplit or halves.digest != front or halves.body_line != setting.first_line:
        return None
    return read(halves.body, setting)
