"""Settings of editors that lead them to the schemas. In: nothing. Out: texts."""

from __future__ import annotations

import json

FOLDER = ".vscode/campaignsite"
"""Where the schemas of a site are."""
SETTINGS = ".vscode/settings.json"
EXTENSIONS = ".vscode/extensions.json"


def settings() -> str:
    """``.vscode/settings.json``: the YAML extension knows campaignsite.yaml, and two blanks at an end of line stay."""
    return _json(
        {
            "yaml.schemas": {f"./{FOLDER}/config.json": "campaignsite.yaml"},
            "files.encoding": "utf8",
            "files.eol": "\n",
            "files.insertFinalNewline": True,
            "[markdown]": {"files.trimTrailingWhitespace": False},
        }
    )


def extensions() -> str:
    """``.vscode/extensions.json``: what VS Code proposes to install."""
    return _json({"recommendations": ["redhat.vscode-yaml", "editorconfig.editorconfig"]})


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
