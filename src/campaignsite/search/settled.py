"""Puts into order what Pagefind leaves to chance, so that the same pages always make the same files.

Pagefind 1.5 writes the values of a filter, the filters of a language and the languages of an index in the order of a
hash map, which differs from run to run; the names of files are made of their contents, so one leads to another. Here
all three are sorted, and the files that this changes are named anew. They are written without compression, which
Pagefind's script knows too: what a compressor makes depends on its version.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Mapping

from campaignsite.search.cbor import decoded, encoded

_SIGN = b"pagefind_dcd"
"""Begins the data in each file of an index."""
_NEEDED = ("pagefind.js", "pagefind-worker.js")
"""Of the scripts; the others are interfaces, which we do without."""
_FILTERS = 3
"""The place of the filters in a language's table: (name, file) each."""


def settled(files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The files that a search needs, in order. Raises ValueError, KeyError or TypeError for no index of Pagefind's."""
    entry = json.loads(files["pagefind-entry.json"])
    made = {name: data for name, data in files.items() if name.startswith(("fragment/", "index/"))}
    made |= {name: files[name] for name in _NEEDED}
    for lang, known in sorted(entry["languages"].items()):
        table = decoded(_data(files[f"pagefind.{known['hash']}.pf_meta"]))
        filters = []
        for name, file in sorted(table[_FILTERS]):
            value = decoded(_data(files[f"filter/{file}.pf_filter"]))
            data = _SIGN + encoded([value[0], sorted(value[1])])
            filters.append([name, _name(lang, data)])
            made[f"filter/{filters[-1][1]}.pf_filter"] = data
        table[_FILTERS] = filters
        data = _SIGN + encoded(table)
        known["hash"] = _name(lang, data)
        made[f"pagefind.{known['hash']}.pf_meta"] = data
        wasm = f"wasm.{known['wasm'] or 'unknown'}.pagefind"
        made[wasm] = files[wasm]
    made["pagefind-entry.json"] = json.dumps(entry, sort_keys=True, separators=(",", ":")).encode()
    return {name: made[name] for name in sorted(made)}


def _data(file: bytes) -> bytes:
    data = zlib.decompress(file, wbits=31)
    if not data.startswith(_SIGN):
        raise ValueError("a file of Pagefind's without its sign")
    return data[len(_SIGN) :]


def _name(lang: str, data: bytes) -> str:
    return f"{lang}_{hashlib.sha256(data).hexdigest()[:10]}"
