"""Content that nobody would write except to do harm: what changes texts, what must hold of them, and the worst ones."""
