"""The terminal: messages, progress, questions, keys. Below every command of both packages."""
