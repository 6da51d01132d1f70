"""What is wrong with the address of a link or a picture, before anybody looks for what it leads to."""

from __future__ import annotations

from campaignsite.model.words.links import Verdict, last_part


def amiss_in_address(href: str, verdict: Verdict, *, image: bool) -> tuple[str, str, str] | None:
    """Code, message and hint; None for an address that may stand there. ``verdict`` is what was judged of it."""
    if verdict.kind == "refused":
        hint = verdict.hint
        if image and href.startswith(("/", "\\", "%5C")) and last_part(href):
            # With https: before it, it would be refused, too.
            hint = f"copy it beside this text, and write {last_part(href)}"
        return "unsafe-link", verdict.why, hint
    if verdict.kind == "outside" and image:
        return "unsafe-link", "an image from another site would be loaded by every reader", "put it beside the text"
    if verdict.kind == "inside" and verdict.target in ("", "#"):
        if image:
            return "missing-asset", "this image names no file", "write the name of one between ( and )"
        return "broken-link", "this link leads nowhere", "write where it leads between ( and )"
    return None
