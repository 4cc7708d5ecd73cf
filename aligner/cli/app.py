"""The command `duizhao`: all commands and the options they share."""

from typing import Annotated

import typer

from aligner.cli import (
    align,
    check,
    corpus,
    demo,
    evaluate,
    export,
    find,
    import_command,
    info,
    models,
    review,
    vacuum,
)
from aligner.console.error_group import ErrorGroup
from aligner.console.examples import keep_examples, mark_examples
from aligner.console.shared_options import Quiet, Verbose, share_options
from aligner.console.terminal import Verbosity
from aligner.version import VERSION
from glossary.cli.app import app as glossary_app

app = typer.Typer(
    name="duizhao",
    cls=ErrorGroup,
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_show_locals=False,
)

app.command()(demo.demo)
app.command()(align.align)
app.command()(review.review)
app.command()(export.export)
app.command("import")(import_command.import_)
app.command()(check.check)
app.add_typer(glossary_app, name="glossary")
app.add_typer(corpus.app, name="corpus")
app.command()(find.find)
app.command()(info.info)
app.command()(evaluate.evaluate)
app.command()(models.models)
app.command()(vacuum.vacuum)
keep_examples(app)
share_options(app)


def _print_version(value: bool) -> None:
    if value:
        typer.echo(f"duizhao {VERSION}")
        raise typer.Exit


INTRODUCTION = """
Align a text with its translation, sentence by sentence, and build a glossary.

duizhao demo                               see it work on an example
duizhao align essay.txt -o essay.duizhao   one file with both languages, or SOURCE TARGET
duizhao review essay.duizhao               review the uncertain pairs in the browser
duizhao export essay.duizhao --format tmx -o essay.tmx
duizhao glossary build essay.duizhao
"""


@app.callback(help=mark_examples(INTRODUCTION))
def duizhao(
    quiet: Quiet = False,
    verbose: Verbose = False,
    version: Annotated[  # noqa: ARG001 - its callback prints it
        bool,
        typer.Option("--version", help="Show the version.", callback=_print_version, is_eager=True),
    ] = False,
) -> None:
    """Set what all commands share."""
    Verbosity.quiet, Verbosity.verbose = quiet, verbose


def main() -> None:
    """Run the command line."""
    app(prog_name="duizhao")
