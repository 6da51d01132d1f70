"""Second stage: files become values: documents, the configuration, layouts, catalogues. Pure, and per file."""
