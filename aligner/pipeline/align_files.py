"""The way from two files to links: read, cut into sentences, align, check, keep in a project."""

from dataclasses import asdict, dataclass, replace
from pathlib import Path

from aligner.align_options import DEFAULT_OPTIONS, AlignOptions
from aligner.bitext import Bitext, Link
from aligner.checking.checks import flag_bitext
from aligner.encoders.cached import CachedEncoder, MemoryStore
from aligner.encoders.protocol import Encoder
from aligner.pipeline.cutting import cut_documents
from aligner.pipeline.existing_links import (
    keep_decisions,
    merge_existing_links,
    score_existing_links,
)
from aligner.pipeline.inputs import read_inputs
from aligner.pipeline.line_by_line import score_line_by_line
from aligner.pipeline.run_engine import check_language, run_engine, to_sentences
from aligner.progress import Progress
from aligner.project.bitext_name import bitext_name
from aligner.project.decisions import link_order, merge_decisions
from aligner.project.store import Project
from aligner.readers.document_pair import DocumentPair
from aligner.version import VERSION


@dataclass(frozen=True, slots=True)
class Aligned:
    """A finished alignment."""

    bitext: Bitext
    mode: str
    """"full" or "excerpt"."""
    reason: str
    """Why this mode, or where the links come from, in a sentence."""
    lost: tuple[Link, ...] = ()
    """Decisions of an earlier run whose sentences no longer exist."""


def align_documents(
    source: Path | str,
    target: Path | str | None = None,
    options: AlignOptions = DEFAULT_OPTIONS,
    *,
    encoder: Encoder | None = None,
    progress: Progress | None = None,
) -> Bitext:
    """Align two files, or one file that holds both languages.

    `aligner.align` does the same with the most frequent options as arguments.

    Raises:
        UnreadableInputError: A file cannot be read; its subclasses say why.
        UnsupportedLanguageError: The model does not know one of the languages.
        ModelUnavailableError: The model is not installed.
        WrongUsageError: The options contradict each other.
    """
    return align_files(source, target, options, encoder=encoder, progress=progress).bitext


def align_files(
    source: Path | str,
    target: Path | str | None = None,
    options: AlignOptions = DEFAULT_OPTIONS,
    *,
    encoder: Encoder | None = None,
    progress: Progress | None = None,
) -> Aligned:
    """Align as `align_documents` does; the result also says which mode was chosen, and why.

    Raises the same errors.
    """
    pair = read_inputs(source, target, options)
    return align_pair(pair, options, encoder or options.encoder(), progress=progress)


def align_project(
    project: Project,
    source: Path | str,
    target: Path | str | None = None,
    options: AlignOptions = DEFAULT_OPTIONS,
    *,
    encoder: Encoder | None = None,
    progress: Progress | None = None,
) -> Aligned:
    """Align into a project; what a person decided in it before stays decided.

    Vectors are kept in the project as they are made, so that an interrupted run continues where it
    stopped. Raises the errors of `align_documents`, and `ProjectError` if the project cannot be
    written.
    """
    pair = read_inputs(source, target, options)
    name = bitext_name(pair.source, pair.target)
    old = project.bitext(name) if name in project.names() else None
    model = encoder or options.encoder()
    aligned = align_pair(pair, options, model, old=old, project=project, progress=progress)
    project.save_bitext(aligned.bitext, mode=aligned.mode, reason=aligned.reason)
    project.save_run(
        {
            "command": "align",
            "bitext": name,
            "options": asdict(options),
            "versions": _versions(model),
        }
    )
    return aligned


def align_pair(
    pair: DocumentPair,
    options: AlignOptions,
    encoder: Encoder,
    *,
    old: Bitext | None = None,
    project: Project | None = None,
    progress: Progress | None = None,
) -> Aligned:
    """Align two documents that were read already; links that came with them are kept and scored.

    Args:
        pair: The documents, and their links if they have some to keep.
        options: Options of the run.
        encoder: Gives the vectors.
        old: The same pair as it was aligned before: what was decided in it stays decided.
        project: Where vectors are kept; None: in memory.
        progress: Called with what is being done, how much is done, and how much there is.

    Raises:
        EmptyInputError: A document has no sentences.
        UnsupportedLanguageError: The encoder does not know one of the languages.
        WrongUsageError: `options.aligned` and the documents differ in length.
    """
    model = CachedEncoder(encoder, project.vectors if project else MemoryStore())
    if pair.bitext is not None:
        origin = options.links or pair.source.origin
        bitext, reason = score_existing_links(pair.bitext, model, origin, progress)
        name = bitext_name(pair.source, pair.target)
        bitext, lost = keep_decisions(replace(bitext, name=name), old)
        return Aligned(flag_bitext(bitext), "full", reason, lost)
    check_language(pair.source, encoder)
    check_language(pair.target, encoder)
    cut = cut_documents(pair.source, pair.target, old, lines=options.lines or options.aligned)
    if options.aligned:
        alignment = score_line_by_line(
            (pair.source, pair.target), (cut.source_segments, cut.target_segments), model
        )
        links = merge_existing_links(cut.links, alignment.links)
    else:
        alignment = run_engine(
            to_sentences(pair.source, cut.source_segments),
            to_sentences(pair.target, cut.target_segments),
            model,
            options,
            decided=cut.links,
            progress=progress,
        )
        links = merge_decisions(cut.links, alignment.links)
    bitext = Bitext(
        name=bitext_name(pair.source, pair.target),
        source=pair.source,
        target=pair.target,
        source_segments=cut.source_segments,
        target_segments=cut.target_segments,
        links=tuple(sorted(links, key=link_order)),
    )
    return Aligned(flag_bitext(bitext), alignment.mode, alignment.reason, cut.lost)


def _versions(encoder: Encoder) -> dict[str, str]:
    """The versions that a result depends on."""
    return {"duizhao": VERSION, "model": encoder.name, "vectors": encoder.version}
