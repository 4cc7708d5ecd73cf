"""All that is SQLite: the project file, its undo log and its vector cache."""
