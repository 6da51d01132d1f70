"""Front matter: YAML of strings with places, and what the kind's schema makes of it."""
