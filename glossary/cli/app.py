"""`duizhao glossary`: make, export and check the terms of a project."""

import typer

from glossary.cli import build, check, export

app = typer.Typer(
    no_args_is_help=True, help="Make a bilingual glossary from a project, export it, check with it."
)
app.command()(build.build)
app.command()(export.export)
app.command()(check.check)
