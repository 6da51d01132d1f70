"""A static site generator for awareness campaigns."""

__version__ = "0.1.0"
