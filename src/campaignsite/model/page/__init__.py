"""What layouts see: one frozen page and what it is put together from."""
