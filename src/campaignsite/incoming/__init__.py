"""Beside the corridor: a release that somebody sent becomes a draft for an editor. Pure; knows no disk and no site.

``read/`` makes blocks of a text, an HTML page, a Word file or an e-mail; ``recognise/`` finds what the blocks say;
``draft/`` writes the Markdown file. What is not certain is marked, and nothing of the source is lost.
"""
