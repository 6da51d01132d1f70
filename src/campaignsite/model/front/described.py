"""What the string under each field of a model says: reading it costs time that a build does not have."""

from __future__ import annotations

import ast
import inspect
import textwrap

from pydantic import BaseModel


def described(model: type[BaseModel]) -> dict[str, str]:
    """From each field's name, inherited ones too, to the string under it."""
    found: dict[str, str] = {}
    for owner in reversed(model.__mro__):
        if issubclass(owner, BaseModel) and owner is not BaseModel:
            (node,) = ast.parse(textwrap.dedent(inspect.getsource(owner))).body
            assert isinstance(node, ast.ClassDef)
            for statement, after in zip(node.body, node.body[1:], strict=False):
                if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
                    said = after.value if isinstance(after, ast.Expr) else None
                    if isinstance(said, ast.Constant) and isinstance(said.value, str):
                        found[statement.target.id] = inspect.cleandoc(said.value)
    return found
