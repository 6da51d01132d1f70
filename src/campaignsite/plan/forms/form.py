"""One other form of a page: how the page names it, and its own line in the table."""

from __future__ import annotations

from typing import NamedTuple

from campaignsite.model.page.pieces import FormView
from campaignsite.plan.planned import Planned


class Form(NamedTuple):
    """Another form of a page."""

    view: FormView
    page: Planned
