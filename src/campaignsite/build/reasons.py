"""Why a page has to be rendered, in words for an editor: ``explain`` shows them."""

from __future__ import annotations

from campaignsite.store.last import Row

LOST = "its file in the output folder was missing or changed"


def besides(before: Row | None, why: str) -> str:
    """One reason more."""
    return f"{before.why}; {why}" if before else why


def why_again(before: Row | None, seen: str, look: str, bodies: tuple[tuple[str, str], ...], *, published: bool) -> str:
    """Why a page has to be rendered, in words for an editor."""
    if before is None:
        return "there was no such page before"
    changed = [path for path, body in bodies if (path, body) not in before.bodies]
    reasons = [
        *(["the layouts or their words changed"] if before.look != look else []),
        *([f"the text of {' and '.join(changed)} changed"] if changed else []),
        *(["what it shows of the site changed"] if before.seen != seen else []),
    ]
    if not reasons and not published:
        return LOST
    return "; ".join(reasons) or "it shows fewer texts than before"
