"""The terminal, below the commands of both packages: it knows no text, no project, no command.

`terminal` writes messages and data and asks questions; `progress` shows how far long work has
come; `table` and `text_width` lay out rows and wide characters; `keyboard` reads single keys.
`error_group`, `examples` and `shared_options` are what every command of the Typer application
has in common: errors as sentences, help with examples, --quiet and --verbose.
"""
