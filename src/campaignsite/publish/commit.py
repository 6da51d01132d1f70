"""What is new takes its place in one step, and what did not change is not touched.

One file is renamed over the old one. For more, a second tree is kept beside (``.campaignsite/spare-…``), made of hard
links to the same files: it is brought up to date, which costs as much as has changed, and changes places with the
output folder. So a reader never sees half a site, and nothing is copied.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from campaignsite.model.files import Stamp
from campaignsite.publish.manifest import manifest_path
from campaignsite.publish.stage import make_folder, masked
from campaignsite.publish.swap import swap


@dataclass(frozen=True, slots=True)
class Prepared:
    """A finished site, or one finished file, that has not taken its place yet."""

    tree: Path
    """Holds what is new; with ``file``, nothing but that."""
    output: Path
    spare: Path
    file: str = ""
    """The only file that changes; empty when the whole tree takes the place of the output folder."""
    changed: Collection[str] = ()
    """The files that look otherwise now than they did before."""

    @contextlib.contextmanager
    def entered(self) -> Iterator[None]:
        """Put it into place in one step, and back if what is done then cannot be done. Raises OSError."""
        with self._file_entered() if self.file else self._tree_entered():
            yield

    @contextlib.contextmanager
    def _file_entered(self) -> Iterator[None]:
        here, before = self.output / self.file, self.tree / ".before"
        with contextlib.suppress(OSError):
            os.link(here, before)
        (self.tree / self.file).replace(here)
        try:
            yield
        except OSError:
            with contextlib.suppress(OSError):
                before.replace(here)
            raise

    @contextlib.contextmanager
    def _tree_entered(self) -> Iterator[None]:
        old = swap(self.tree, self.output)
        try:
            yield
        except OSError:
            with contextlib.suppress(OSError):
                if old:
                    swap(old, self.output)
                else:
                    self.output.rename(self.tree)
            raise
        # What was there before is the second tree of the next build, or nobody's.
        if old and old != self.spare:
            try:
                old.rename(self.spare)
            except OSError:
                shutil.rmtree(old, ignore_errors=True)


def prepare(
    stage: str, output: Path, root: Path, *, fresh: Collection[str], kept: Mapping[str, Stamp], whole: bool
) -> Prepared | None:
    """Make ready what makes ``output`` hold exactly ``fresh``, from the stage, and ``kept``, which it has already.

    ``whole`` says that nothing else is there now. None when there is nothing to do. Raises OSError.
    """
    spare = spare_path(root, output)
    if not kept or not output.exists():
        return Prepared(Path(stage), output, Path(stage), changed=fresh)
    if whole and not fresh:
        return None
    if whole and len(fresh) == 1:
        (file,) = fresh
        if (output / file).parent.is_dir():
            return Prepared(Path(stage), output, spare, file, fresh)
    tree = spare if _movable(spare, output) else Path(stage)
    linked = _complete(tree, Path(stage), output, fresh, kept)
    return Prepared(tree, output, spare, changed={*fresh, *linked})


def spare_path(root: Path, output: Path) -> Path:
    """Where the second tree of an output folder is."""
    manifest = manifest_path(root, output)
    return manifest.with_name(manifest.stem.replace("published-", "spare-"))


def _movable(spare: Path, output: Path) -> bool:
    """Whether there is a second tree that can change places with the output folder."""
    try:
        return spare.is_dir() and not spare.is_symlink() and spare.stat().st_dev == output.stat().st_dev
    except OSError:
        return False


def _complete(
    tree: Path, stage: Path, output: Path, fresh: Collection[str], kept: Mapping[str, Stamp]
) -> Collection[str]:
    """Make ``tree`` hold exactly what is to be: links to what the output has, and what is new from the stage.

    Returns the files that were linked, for which the system sets a new time.
    """
    there, folders = _listing(tree) if tree != stage else ({}, set())
    if tree != stage:
        for file in there.keys() - set(kept):
            (tree / file).unlink()
    # Folders that are no longer needed go first: a file may have to stand where one was.
    needed = {folder for file in (*kept, *fresh) for folder in _parents(file)}
    for folder in sorted(folders - needed, reverse=True):
        (tree / folder).rmdir()
    made = folders & needed
    top, base = os.fspath(output), os.fspath(tree)
    linked = [file for file, stamp in kept.items() if there.get(file) != stamp.inode]
    for file in linked:
        _folder(tree, file, made)
        if file in there:
            (tree / file).unlink()
        _link(f"{top}/{file}", f"{base}/{file}")
    for file in fresh if tree != stage else ():
        _folder(tree, file, made)
        Path(stage, file).replace(tree / file)
    tree.chmod(0o755)
    return linked


def _link(old: str, new: str) -> None:
    """The same file under a second name; a copy where the disk knows no links."""
    try:
        os.link(old, new)
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK):
            raise
        shutil.copy2(old, new)


def _folder(tree: Path, file: str, made: set[str]) -> None:
    parent = file.rpartition("/")[0]
    if parent and parent not in made:
        for folder in _parents(file):
            if folder not in made:
                made.add(folder)
                with contextlib.suppress(FileExistsError):
                    make_folder(f"{tree}/{folder}", masked=masked())


def _parents(file: str) -> list[str]:
    parts = file.split("/")[:-1]
    return ["/".join(parts[: n + 1]) for n in range(len(parts))]


def _listing(tree: Path) -> tuple[Mapping[str, int], set[str]]:
    """Every file below a folder with its inode, and every folder."""
    files: dict[str, int] = {}
    folders: set[str] = set()
    stack = [""]
    while stack:
        here = stack.pop()
        with os.scandir(f"{tree}/{here}" if here else tree) as entries:
            for entry in entries:
                path = f"{here}/{entry.name}" if here else entry.name
                if entry.is_dir(follow_symlinks=False):
                    folders.add(path)
                    stack.append(path)
                else:
                    files[path] = entry.inode()
    return files, folders
