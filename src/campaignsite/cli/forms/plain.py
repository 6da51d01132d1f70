"""For programs: one JSON object, with everything."""

from __future__ import annotations

import json
from dataclasses import asdict

from campaignsite.cli.forms.told import Told


def plain(told: Told) -> str:
    """The report as JSON."""
    rows = [{**asdict(d), "severity": str(d.severity)} for d in told.outcome.diagnostics]
    return json.dumps({"diagnostics": rows, "summary": asdict(told.summary)}, ensure_ascii=False, indent=2)
