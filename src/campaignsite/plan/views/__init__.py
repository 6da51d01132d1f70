"""What each kind of page shows, in one language."""
