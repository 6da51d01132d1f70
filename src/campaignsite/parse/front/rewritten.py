"""What an editor wrote, in the form that it needs. In: a value. Out: the same for a hint, or ``""``."""

from __future__ import annotations

import re

from campaignsite.model.front.scalars import PHONE

_GROUPED = re.compile(r"[0-9]{1,3}(?:([,'’ \u00a0\u202f])[0-9]{3})(?:\1[0-9]{3})*", re.ASCII)
"""1,204 and 1 204; 1.204 may be little more than one."""
_BETWEEN = re.compile(r"[\s().–‑/-]+")

_SHORT = 6
"""So many digits a number has that is the same in a whole country."""


def number(value: object) -> str:
    """A whole number whose digits stand in groups of three, in digits alone."""
    said = value.strip() if isinstance(value, str) else ""
    return re.sub("[^0-9]", "", said) if _GROUPED.fullmatch(said) else ""


def phone(value: object) -> str:
    """A telephone number as it is dialled from anywhere; ``""`` where its country is not known.

    What is dialled only at home, (0), is not dialled from abroad; 1 and ten digits is North America.
    """
    said = value.strip() if isinstance(value, str) else ""
    abroad = said.startswith("+")
    dialled = _BETWEEN.sub("", said.replace("(0)", "") if abroad else said)
    if re.fullmatch("1[0-9]{10}", dialled, re.ASCII):
        dialled = f"+{dialled}"
    short = len(dialled) <= _SHORT
    return dialled if re.fullmatch(PHONE, dialled) and (short or dialled.startswith("+")) else ""
