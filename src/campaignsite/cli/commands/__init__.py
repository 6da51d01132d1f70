"""The commands and their options, as ``--help`` shows them. What they do is imported when it is done."""
