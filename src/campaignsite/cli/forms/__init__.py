"""The forms that a report may have, a room for each. In: ``Told``. Out: one text."""
