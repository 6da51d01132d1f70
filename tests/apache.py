"""A real Apache for a folder that holds a ``.htaccess``, on this machine alone."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote

import pytest

_WAYS = "/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin"
APACHE = shutil.which("apache2", path=_WAYS) or shutil.which("httpd", path=_WAYS) or ""
_HOMES = (Path("/usr/lib/apache2/modules"), Path("/usr/lib64/httpd/modules"))
MODULES = next((home for home in _HOMES if home.is_dir()), _HOMES[0])
MEDIA = Path("/etc/mime.types")
needs_apache = pytest.mark.skipif(not (APACHE and MODULES.is_dir()), reason="there is no Apache here")

_USUAL = ("authz_core", "mime", "dir", "alias", "headers", "setenvif", "rewrite", "deflate", "filter")


@contextmanager
def serving(root: Path, folder: Path, *, base: str = "/", modules: tuple[str, ...] = _USUAL) -> Iterator[int]:
    """The port at which it answers with what is below ``root``, as shared hosting does: AllowOverride is FileInfo.

    What Apache writes goes below ``folder``.
    """
    if hasattr(os, "geteuid") and os.geteuid() == 0:  # it gives up what it may do, and could not reach our folders
        with tempfile.TemporaryDirectory() as reached:
            Path(reached).chmod(0o755)
            with _serving(shutil.copytree(root, Path(reached, "web")), folder, base, modules) as port:
                yield port
    else:
        with _serving(root, folder, base, modules) as port:
            yield port


@contextmanager
def _serving(root: Path, folder: Path, base: str, modules: tuple[str, ...]) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    here = [name for name in (*modules, "unixd", "mpm_event") if (MODULES / f"mod_{name}.so").exists()]
    user = "User nobody\nGroup nogroup\n" if hasattr(os, "geteuid") and os.geteuid() == 0 else ""
    where = f"DocumentRoot {root}\n" if base == "/" else f'DocumentRoot {folder}\nAlias "{unquote(base)}" {root}/\n'
    (folder / "apache.conf").write_text(
        "".join(f"LoadModule {name}_module {MODULES}/mod_{name}.so\n" for name in here)
        + f"ServerRoot {folder}\nServerName localhost\nListen 127.0.0.1:{port}\nPidFile {folder}/pid\n"
        + f"ErrorLog {folder}/errors\n{user}{where}"
        + (f"TypesConfig {MEDIA}\n" if "mime" in here and MEDIA.exists() else "")
        + ("DirectoryIndex index.html\n" if "dir" in here else "")
        + f"<Directory {root}>\nRequire all granted\nAllowOverride FileInfo\n</Directory>\n"
    )
    process = subprocess.Popen([APACHE, "-X", "-f", str(folder / "apache.conf")], stderr=subprocess.DEVNULL)
    try:
        yield port
    finally:
        process.terminate()
        process.wait()
