"""Beside the corridor: a file on its way to output/. In: one ``Source``. Out: ``Checked[Clean]``, or what is wrong.

A picture says more than it shows: where it was taken, with what, by whom, and what it showed before it was cut. All of
that goes, and no pixel changes. ``clean`` is the door; the other modules know one format each, and nothing else.
"""
