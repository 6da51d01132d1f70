"""A new file in a site, for an editor to go on with. In: a path and bytes. It is written whole, or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path

from campaignsite.publish.flush import flush_one


def put_new(root: Path, path: str, data: bytes) -> None:
    """Write a file of the site at ``root``.

    Raises FileExistsError for a name that is taken, and OSError.
    """
    target = root / path
    if os.path.lexists(target):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), os.fspath(target))
    if not target.parent.resolve().is_relative_to(root.resolve()):
        raise OSError(errno.EXDEV, "its folder is a link that leads out of the site", os.fspath(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(
        f".{target.name}.{os.getpid()}"
    )  # hidden, so that no build takes it for a file of the site
    try:
        aside.write_bytes(data)
        flush_one(aside)
        _placed(aside, target)
    finally:
        with contextlib.suppress(OSError):
            aside.unlink(missing_ok=True)


def _placed(aside: Path, target: Path) -> None:
    """Give a file its name, which must be free: a link sees to that, where the disk has links."""
    try:
        target.hardlink_to(aside)
    except FileExistsError:
        raise
    except OSError:
        if os.path.lexists(target):
            raise
        aside.rename(target)
