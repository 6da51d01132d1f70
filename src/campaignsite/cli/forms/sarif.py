"""SARIF 2.1.0 (OASIS), as code scanning reads it."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from campaignsite import __version__
from campaignsite.build.codebook import Explanation, codebook
from campaignsite.cli.forms.told import Told, fingerprinted, from_repository

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def sarif(told: Told) -> str:
    """One run with a result for each."""
    explained = codebook()
    rules = sorted(explained)
    results = [
        {
            "ruleId": d.code,
            "ruleIndex": rules.index(d.code),
            "level": str(d.severity),
            "message": {"text": d.message + (f" ({d.hint})" if d.hint else "")},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": quote(from_repository(told.root, d.path))},
                        "region": {"startLine": d.line, "startColumn": d.column},
                    }
                }
            ],
            "partialFingerprints": {"campaignsite/v1": fingerprint},
        }
        for d, fingerprint in fingerprinted(told.worst_first)
    ]
    driver = {
        "name": "campaignsite",
        "version": __version__,
        "rules": [_rule(explained[code]) for code in rules],
    }
    run = {
        "tool": {"driver": driver},
        "invocations": [{"executionSuccessful": not told.summary.stopped}],
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _rule(explained: Explanation) -> dict[str, Any]:
    """What a code means, for those who see a result and do not know it."""
    return {
        "id": explained.code,
        "shortDescription": {"text": explained.about},
        "help": {"text": explained.text},
        "defaultConfiguration": {"level": str(explained.severity)},
    }
