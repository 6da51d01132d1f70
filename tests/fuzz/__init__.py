"""Bytes from anywhere against the parts that read content."""
