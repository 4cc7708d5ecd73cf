"""Take a reviewed file back: read its rows, compare them with the project, apply the changes."""
