"""Examples in help texts, kept line by line; the formatter would join them into a paragraph."""

from inspect import cleandoc

import typer

UNFORMATTED = "\b\n"
"""Click's mark of a paragraph that the formatter leaves as it is."""


def keep_examples(app: typer.Typer) -> None:
    """Mark the paragraphs of examples in the help of all commands of an app and its groups."""
    for command in app.registered_commands:
        if command.callback is not None and command.help is None:
            command.help = mark_examples(command.callback.__doc__ or "")
    for group in app.registered_groups:
        if group.typer_instance is not None:
            keep_examples(group.typer_instance)


def mark_examples(text: str) -> str:
    r"""The text with every paragraph of commands marked.

    >>> mark_examples("Do it.\n\nduizhao do it")
    'Do it.\n\n\x08\nduizhao do it'
    """
    paragraphs = cleandoc(text).split("\n\n")
    return "\n\n".join(UNFORMATTED + p if _is_example(p) else p for p in paragraphs)


def _is_example(paragraph: str) -> bool:
    return all("duizhao " in line or line.startswith((" ", "#")) for line in paragraph.splitlines())
