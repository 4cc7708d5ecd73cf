"""`duizhao models`: which models are installed, and what the others need."""

from typing import TYPE_CHECKING, Annotated

import typer

from aligner.console.terminal import emit, emit_json

if TYPE_CHECKING:
    from aligner.encoders.catalogue import ModelRow


def models(
    json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """List the models that --model takes, and what each needs.

    duizhao align book.en book.zh --model LaBSE
    duizhao align book.en book.zh --model ./my-model --device cuda --half
    duizhao align book.en book.zh --model embedded+LaBSE
    """
    from dataclasses import asdict

    from aligner.encoders.catalogue import describe_models

    rows = describe_models()
    if json:
        emit_json([asdict(row) for row in rows])
        return
    emit("\n\n".join(_describe(row) for row in rows))
    emit(
        "\nAny other sentence-transformers model can be given by name or as a folder. Two models"
        "\njoined by a plus sign are blended: --model embedded+LaBSE."
    )


def _describe(row: "ModelRow") -> str:
    facts = (
        row.size,
        f"licence {row.licence}" if row.licence else "",
        f"languages {row.languages}" if row.languages else "",
        f"{row.dimension} dimensions" if row.dimension else "",
    )
    state = "ready" if row.installed else f"needs {row.needs}"
    lines = [f"{row.name}  [{state}]", "; ".join(fact for fact in facts if fact), row.note]
    return "\n    ".join(line for line in lines if line)
