"""`duizhao demo`: align the example documents and build their glossary."""

from pathlib import Path
from typing import Annotated

import typer

from aligner.console.terminal import emit, say
from aligner.errors import WrongUsageError

ESSAY = "tong-zhao-essay.txt"
MORE_CHINESE = "nonproliferation-cooperation.zh.txt"


def demo(
    folder: Annotated[Path, typer.Option("--output", "-o", help="Folder for the results.")] = Path(
        "duizhao-demo"
    ),
    force: Annotated[bool, typer.Option("--force", help="Overwrite what is there.")] = False,
) -> None:
    """Align the example essay, build its glossary, and write TMX, CSV and a report.

    duizhao demo
    """
    from aligner.align_options import AlignOptions
    from aligner.cli.align import run_align
    from aligner.cli.summary import summary_lines

    seeds = seeds_folder()
    project = folder / "tong-zhao-essay.duizhao"
    if project.exists() and not force:
        raise WrongUsageError(f"{folder} already holds a demo. Add --force to make it again.")
    folder.mkdir(parents=True, exist_ok=True)
    project.unlink(missing_ok=True)

    say(f"duizhao align {seeds / ESSAY} -o {project}", colour="cyan")
    result = run_align(str(seeds / ESSAY), None, AlignOptions(), project)
    emit("\n".join(summary_lines(result, project)) + "\n")
    _build_glossary(project, seeds / MORE_CHINESE)
    _export(project, folder)
    emit(f"\nOpen {folder / 'report.html'}, or review the pairs: duizhao review {project}")


def seeds_folder() -> Path:
    """The folder of the example documents: inside the installed package, or in the checkout."""
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "seeds", package.parent / "seeds"):
        if (folder / ESSAY).exists():
            return folder
    raise WrongUsageError(
        f"The example documents are missing from {package}. Install duizhao again."
    )


def _build_glossary(project: Path, corpus: Path) -> None:
    from glossary.cli.build import run_build

    say(f"duizhao glossary build {project} --corpus {corpus}", colour="cyan")
    terms = run_build([project], corpus=[corpus])
    emit(f"glossary  {len(terms):,} entries, the first of them:")
    for term in terms[:10]:
        emit(f"  {term.confidence:.2f}  {term.source}  {term.target}")


def _export(project: Path, folder: Path) -> None:
    from aligner.exporters.export_file import export_file
    from aligner.exporters.options import ExportOptions
    from aligner.project.store import Project
    from glossary.exporters.export_terms import export_terms

    with Project.open(project) as opened:
        bitexts, terms = opened.bitexts(), opened.terms()
    emit("")
    for form, name in (
        ("tmx", "tong-zhao-essay.tmx"),
        ("csv", "pairs.csv"),
        ("html", "report.html"),
    ):
        export_file(form, bitexts, folder / name, ExportOptions(), terms=terms, force=True)
        emit(f"wrote     {folder / name}")
    for form, name in (("csv", "glossary.csv"), ("tmx", "glossary.tmx")):
        export_terms(form, terms, folder / name, bitexts=bitexts, force=True)
        emit(f"wrote     {folder / name}")
