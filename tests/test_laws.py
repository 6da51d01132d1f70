"""The laws of the house (docs/architecture.md), each with a test that fails when it is broken."""

from __future__ import annotations

import ast
import dataclasses
import hashlib
import importlib
import os
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pydantic
import pytest
from jinja2 import Environment, meta, nodes

import campaignsite
from campaignsite.model.front.described import described
from campaignsite.render.filters import filters
from tests.rich_site import RICH
from tests.sites import NOW, write_site

SRC = Path(campaignsite.__file__).parent
STAGES = ("sources", "parse", "relate", "plan", "render", "search", "publish")
MODULES = {
    ".".join(("campaignsite", *path.relative_to(SRC).with_suffix("").parts)).removesuffix(".__init__"): path
    for path in sorted(SRC.rglob("*.py"))
}
_FLOORS = ("model", "pictures", "incoming", "schemas", "starting", *STAGES)
PURE = [name for name in MODULES if name.split(".")[1:2] and name.split(".")[1] in _FLOORS]


def imports(name: str) -> set[str]:
    """The modules of ours that a module imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(MODULES[name].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name} imports relatively"
            module = node.module or ""
            found |= {f"{module}.{a.name}" if f"{module}.{a.name}" in MODULES else module for a in node.names}
    return {m for m in found if m in MODULES} - {"campaignsite"}


def floor(name: str) -> str:
    """The room's floor: a stage's name, ``model``, ``build`` or ``cli``."""
    return [*name.split("."), "cli"][1].replace("__main__", "cli")


@pytest.mark.parametrize("name", [name for name in MODULES if name != "campaignsite"])
def test_imports_point_one_way(name: str) -> None:
    """Doors → build → stages → model; a stage knows no other stage, nor do pictures and what comes in."""
    allowed = {
        "model": {"model"},
        "store": {"model", "store"},
        "pictures": {"model", "pictures"},
        "incoming": {"model", "incoming"},
        "schemas": {"model", "schemas"},
        "starting": {"model", "starting"},
        "build": {"model", "store", "build", "pictures", "incoming", "schemas", "starting", *STAGES},
        "serve": {"model", "build", "serve", "sources"},
        "cli": {"model", "build", "cli", "serve", "sources"},
        **{stage: {"model", stage} for stage in STAGES},
    }
    assert {floor(other) for other in imports(name)} <= allowed[floor(name)]


def test_no_module_imports_itself_on_a_way_round() -> None:
    try:
        TopologicalSorter({name: imports(name) for name in MODULES}).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


def test_no_room_is_a_drawer_for_everything() -> None:
    assert not {path.stem for path in MODULES.values()} & {"utils", "util", "helpers", "common", "manager", "misc"}
    assert {name for name, path in MODULES.items() if len(path.read_text(encoding="utf-8").splitlines()) > 300} == set()


@pytest.mark.parametrize("name", PURE)
def test_the_stages_hold_no_state_and_know_no_world(name: str) -> None:
    """No module-level mutable value, no clock, no environment, no locale, no chance."""
    tree = ast.parse(MODULES[name].read_text(encoding="utf-8"))
    for statement in tree.body:
        if isinstance(statement, ast.Assign | ast.AnnAssign) and "__all__" not in ast.unparse(statement):
            mutable = ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp | ast.SetComp
            assert not isinstance(statement.value, mutable), f"line {statement.lineno} of {name}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            assert node.func.attr not in ("now", "today", "utcnow", "home", "getenv"), f"line {node.lineno}"
        if isinstance(node, ast.Attribute):
            assert ast.unparse(node) != "os.environ", f"line {node.lineno} of {name}"
        assert not isinstance(node, ast.Global | ast.Nonlocal), f"line {node.lineno} of {name}"
        if isinstance(node, ast.Import):
            assert not {alias.name for alias in node.names} & {"random", "locale", "time", "logging"}, name


def model_classes() -> Iterator[type]:
    for info in pkgutil.walk_packages([str(SRC / "model")], "campaignsite.model."):
        module = importlib.import_module(info.name)
        yield from (v for v in vars(module).values() if isinstance(v, type) and v.__module__ == info.name)


@pytest.mark.parametrize("value", [c for c in model_classes() if dataclasses.is_dataclass(c)], ids=lambda c: c.__name__)
def test_values_are_frozen_and_slotted(value: type) -> None:
    params = value.__dataclass_params__  # type: ignore[attr-defined]
    assert params.frozen
    assert hasattr(value, "__slots__")


@pytest.mark.parametrize(
    "value", [c for c in model_classes() if issubclass(c, pydantic.BaseModel)], ids=lambda c: c.__name__
)
def test_front_matter_is_frozen_closed_and_documented(value: type[pydantic.BaseModel]) -> None:
    assert value.model_config.get("frozen") is True
    assert value.model_config.get("extra") == "forbid"
    assert [name for name in value.model_fields if not described(value).get(name)] == []


THEME = SRC / "theme/layouts"
LAYOUTS = sorted(path.relative_to(THEME).as_posix() for path in THEME.rglob("*.html"))


def parsed(name: str) -> nodes.Template:
    environment = Environment(autoescape=True)
    environment.filters.update(filters("en"))
    environment.tests["worded"] = str.isidentifier
    return environment.parse((THEME / name).read_text(encoding="utf-8"))


def bound(name: str) -> set[str]:
    """What a layout, or one that it extends, imports, sets or defines at its top."""
    tree = parsed(name)
    names = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "store"}
    for node in tree.body:
        if isinstance(node, nodes.Import):
            names.add(node.target)
        elif isinstance(node, nodes.FromImport):
            names |= {n if isinstance(n, str) else n[1] for n in node.names}
        elif isinstance(node, nodes.Macro):
            names.add(node.name)
        elif isinstance(node, nodes.Extends) and isinstance(node.template, nodes.Const):
            names |= bound(node.template.value)
    return names


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_sees_one_page_and_nothing_else(name: str) -> None:
    tree = parsed(name)
    functions = {"t", "direction"}
    assert meta.find_undeclared_variables(tree) - functions - bound(name) <= {"page"}


BUILD = """
import datetime as dt, sys
from pathlib import Path
from campaignsite.build import Order, build
now = dt.datetime.fromisoformat(sys.argv[2])
outcome = build(Order(Path(sys.argv[1]), now, Path(sys.argv[1]) / "output"))
assert outcome.published, outcome.diagnostics
print(repr(outcome.diagnostics))
"""


def built_in(folder: Path, **environment: str) -> tuple[str, str]:
    """The digest of everything published, and what was said, by a process of its own."""
    write_site(RICH, folder)
    env = {**os.environ, **environment}
    done = subprocess.run(
        [sys.executable, "-c", BUILD, str(folder), NOW.isoformat()],
        env=env,
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    digest = hashlib.sha256()
    for path in sorted((folder / "output").rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest(), done.stdout


def test_the_same_sources_give_the_same_bytes(tmp_path: Path) -> None:
    """Whatever the folder, time zone, locale and hash seed."""
    one = built_in(tmp_path / "one", PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C")
    two = built_in(
        tmp_path / "a longer name é", PYTHONHASHSEED="77", TZ="Pacific/Auckland", LC_ALL="C.UTF-8", LANG="fr_CA"
    )
    assert one == two
