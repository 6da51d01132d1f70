"""Keys that stand in the wrong file or at the wrong margin. In: what was read. Out: what is said of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from pydantic import BaseModel

from campaignsite.model.codes import diagnostic
from campaignsite.model.diagnostics import Diagnostic, Place
from campaignsite.model.documents import Loc
from campaignsite.model.front.fields import AgencyRoles
from campaignsite.model.front.kinds import FOLDERS, KINDS
from campaignsite.model.words.hints import closest
from campaignsite.parse.front.forms import is_list, keys_of, model_at, model_in
from campaignsite.parse.front.yaml import Yaml

_LIKELY = ("release", "conference", "world-day", "results", "resource", "agency", "event", "boilerplate")
"""What a file was meant to be when its keys leave a choice."""

_MADE: Mapping[str, str] = MappingProxyType({"page": "a page", "agency": "an agency", "event": "an event"})
"""What a file becomes by its folder, where something else may have been meant."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A file that its place or its name makes a page, an agency or an event, with the keys of something else."""

    made: str
    """The kind that it is."""
    kind: str
    """The kind that was meant."""
    keys: tuple[str, ...]
    noticed: Diagnostic

    def explains(self, loc: Loc) -> bool:
        """Whether what is wrong at ``loc`` is wrong only because of this."""
        key = loc[0] if loc else ""
        return key in self.keys or (key in keys_of(KINDS[self.made]) and key not in keys_of(KINDS[self.kind]))


def elsewhere(read: Yaml, model: type[BaseModel], path: str) -> Elsewhere | None:
    """Find out whether a page, an agency or an event was meant to be something else."""
    data = read.data if isinstance(read.data, dict) else {}
    made = next((kind for kind in _MADE if KINDS[kind] is model), "")
    foreign = [key for key in data if key not in keys_of(model)]
    if not made or not foreign:
        return None
    folder, _, name = path.removeprefix("content/").rpartition("/")
    top = folder.partition("/")[0]
    guessed = FOLDERS.get(top) or FOLDERS.get(closest(top, FOLDERS), "")
    known = {kind: [key for key in foreign if key in keys_of(KINDS[kind])] for kind in _LIKELY if kind != made}
    kind = max(known, key=lambda kind: (len(known[kind]), kind == guessed))
    keys = known[kind]
    if not keys or keys in (["name"], ["title"]):  # which is what one calls what the other is called
        return None
    if made != "page" and any(key in keys_of(model) and key not in keys_of(KINDS[kind]) for key in data):
        return None  # it says something that only such a file may say
    right = next(folder for folder, suggested in FOLDERS.items() if suggested == kind)
    if data.get("type") == made:
        why, hint = f"which “type: {made}” makes of the file", f"write “type: {kind}”"
    elif name.partition(".")[0] == "index" and not folder:
        why, hint = "which the site's front page is", "take it out"
    elif name.partition(".")[0] == "index":
        why, hint = f"which the name {name} makes of the file", f"rename the file, or write “type: {kind}”"
    else:
        why = "which this folder makes of the file"
        hint = f"move the file to content/{right}/, or write “type: {kind}”"
    quoted = [f"“{key}”" for key in keys]
    message = f"{_listed(quoted)} {'are no keys' if len(keys) > 1 else 'is no key'} of {_MADE[made]}, {why}"
    place = read.keys.get((keys[0],), Place())
    return Elsewhere(made, kind, tuple(keys), diagnostic("unknown-key", message, path, place, hint))


def _listed(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def outside(loc: Loc, read: Yaml, model: type[BaseModel]) -> tuple[str, str] | None:
    """Message and hint for a key that stands beside the group to which it belongs, or None."""
    key, above = str(loc[-1]), loc[:-1]
    owner = model_at(model, above)
    groups = {
        field.alias or name: (field.annotation, group)
        for name, field in (owner.model_fields.items() if owner else ())
        if (group := model_in(field.annotation)) and key in keys_of(group)
    }
    here = _value(read, above)
    empty = [name for name in groups if (*above, name) in read.keys and name not in here]
    name = empty[0] if empty else next((name for name, (_, group) in groups.items() if group is AgencyRoles), "")
    if not name:
        return None
    message = f"“{key}” belongs to “{name}”, whose keys are indented"
    indent = "indent it by two spaces"
    if is_list(groups[name][0]) and groups[name][1] is not AgencyRoles:
        hint = f"put it below “{name}:”, and {indent}, with “- ” before the first key of each entry"
    elif name in here:
        hint = f"put it below “{name}:”, and {indent}"
    elif name in empty:
        hint = f"{indent}, below “{name}:”"
    else:
        hint = f"put a line “{name}:” above it, and {indent}"
    return message, hint


def _value(read: Yaml, loc: Loc) -> dict[str, object]:
    value = read.data
    for part in loc:
        value = value[part]
    return value if isinstance(value, dict) else {}
