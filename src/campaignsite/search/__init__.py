"""What readers can search through. In: finished pages, as HTML. Out: the files of an index, the same ones every time.

Only what ``entries`` lets through gets into it; ``excerpts`` is what Pagefind reads of a page, ``pagefind`` runs it,
and ``settled`` puts into order what it leaves to chance.
"""
