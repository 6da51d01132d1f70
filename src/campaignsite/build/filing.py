"""Files of a site that are written for its editors: each is whole, or is not there.

In: the site's folder, a path below it, bytes. Nothing outside the site is written, whatever a symbolic link says.
"""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path

from campaignsite.publish.flush import flush_one


def write_new(root: Path, path: str, data: bytes) -> None:
    """Write a file whose name must be free. Raises FileExistsError when it is not, and OSError."""
    target = root / path
    if os.path.lexists(target):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), os.fspath(target))
    with _aside(root, target, data) as aside:
        _placed(aside, target)


def write_over(root: Path, path: str, data: bytes) -> None:
    """Write a file, in the place of one that may be there. Raises OSError."""
    target = root / path
    with _aside(root, target, data) as aside:
        aside.replace(target)


@contextlib.contextmanager
def _aside(root: Path, target: Path, data: bytes) -> Iterator[Path]:
    """The bytes in a file beside the target, which is gone afterwards."""
    if not target.parent.resolve().is_relative_to(root.resolve()):
        raise OSError(errno.EXDEV, "its folder is a link that leads out of the site", os.fspath(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.parent / f".new.{os.getpid()}"  # hidden, so that no build takes it for a source
    try:
        aside.write_bytes(data)
        flush_one(aside)
        yield aside
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
