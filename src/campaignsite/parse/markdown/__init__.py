"""Markdown: the dialect, and how a body becomes HTML with gaps."""
