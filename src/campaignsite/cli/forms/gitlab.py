"""A Code Quality report of GitLab, which shows each mistake in the merge request and at its line."""

from __future__ import annotations

import json

from campaignsite.cli.forms.told import Told, fingerprinted, from_repository
from campaignsite.model.diagnostics import Severity


def gitlab(told: Told) -> str:
    """The report as GitLab's documentation describes it: “Code Quality report format”."""
    rows = [
        {
            "description": f"{d.message} ({d.hint})" if d.hint else d.message,
            "check_name": d.code,
            "fingerprint": fingerprint,
            "severity": "critical" if d.severity is Severity.ERROR else "minor",
            "location": {
                "path": from_repository(told.root, d.path),
                "positions": {"begin": {"line": d.line, "column": d.column}},
            },
        }
        for d, fingerprint in fingerprinted(told.worst_first)
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)
