"""What an import leaves where it is not certain, for an editor to find and to take out."""

from __future__ import annotations

CHECK = "CHECK:"
"""Begins each remark: in front matter behind ``#``, in a text within a comment of HTML."""
