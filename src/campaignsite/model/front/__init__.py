"""What editors write: the configuration and the front matter of each kind, as typed, frozen values."""
