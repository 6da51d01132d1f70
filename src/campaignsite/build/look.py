"""Every document of a site, parsed and no more: for commands that relate, plan and write nothing."""

from __future__ import annotations

from dataclasses import dataclass

from campaignsite.build.desk import Desk
from campaignsite.build.memory import Memory
from campaignsite.build.order import Order
from campaignsite.build.ready import ready
from campaignsite.build.shares import Task
from campaignsite.model.diagnostics import Checked, has_errors
from campaignsite.model.documents import Document
from campaignsite.model.front.config import SiteConfig
from campaignsite.sources import CONFIG, sources


@dataclass(frozen=True, slots=True)
class Looked:
    """The configuration and the documents, by path."""

    config: SiteConfig
    documents: tuple[Document, ...]


def look(order: Order) -> Checked[Looked]:
    """Parse everything. No value, and what is wrong, when the configuration has errors."""
    memory = Memory(order)
    found = sources(order.root, memory.known)
    assert found.value is not None
    done = ready(found.value, order)
    wrong = tuple(d for d in (*found.diagnostics, *done.diagnostics) if d.path == CONFIG)
    if done.value is None or has_errors(wrong):
        return Checked(None, wrong)
    desk = Desk(Task(order, found.value, memory, {}), done.value, 0, 1)
    documents, noticed = desk.documents()
    desk.close()
    return Checked(Looked(done.value.settings.config, documents), noticed)
