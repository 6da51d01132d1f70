"""What somebody begins with: a commented file of a kind, the files of a new site. In: a model and names. Out: texts."""
