"""The values that walk down the corridor: frozen, without behaviour that could touch the world."""
