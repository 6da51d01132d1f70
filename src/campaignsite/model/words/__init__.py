"""Words and names: interface texts, slugs, anchors, addresses, and guesses at what was meant."""
