"""`duizhao glossary`: build, export and check the glossary of a project."""

import typer

from glossary.cli import build, check, export

app = typer.Typer(
    no_args_is_help=True,
    help="Build a bilingual glossary from a project, export it, and check the translation with it.",
)
app.command()(build.build)
app.command()(export.export)
app.command()(check.check)
