"""The way through the house: files → documents → sentences → vectors → links → project."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version
from pathlib import Path

from aligner.align_options import DEFAULT_OPTIONS, AlignOptions
from aligner.alignment.engine import Alignment, align, score_pairs
from aligner.alignment.features.sentences import Sentences
from aligner.bitext import Bitext, Document, Link, LinkStatus, Run, Segment
from aligner.checking.checks import flag_bitext
from aligner.encoders.cached import CachedEncoder, MemoryStore
from aligner.encoders.protocol import Encoder
from aligner.errors import EmptyInputError, UnsupportedLanguageError, WrongUsageError
from aligner.existing_links import keep_decisions, score_existing_links
from aligner.languages import LANGUAGES, get_language
from aligner.progress import Progress
from aligner.project.decisions import Carried, carry_decisions, link_order, merge_decisions
from aligner.project.store import Project
from aligner.readers.document_pair import DocumentPair, read_pair
from aligner.readers.pairing.aligned_files import read_aligned
from aligner.readers.reading import ReadOptions
from aligner.splitting import split_document
from aligner.window import Window


@dataclass(frozen=True, slots=True)
class Aligned:
    """A finished alignment."""

    bitext: Bitext
    mode: str
    reason: str
    lost: tuple[Link, ...] = ()
    """Decisions of an earlier run whose sentences are no longer there."""


def align_documents(
    source: Path | str,
    target: Path | str | None = None,
    options: AlignOptions = DEFAULT_OPTIONS,
    *,
    encoder: Encoder | None = None,
    progress: Progress | None = None,
) -> Bitext:
    """The sentence pairs of two files, or of one file that holds both languages.

    Raises `UnreadableInputError` and its leaves, `ModelUnavailableError`, `WrongUsageError`.
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
    """Like `align_documents`, with the mode that was taken and why."""
    sides = _read(source, target, options)
    return align_pair(sides, options, encoder or options.encoder(), progress=progress)


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

    Vectors are kept in the project as they are made: an interrupted run goes on where it was.
    """
    sides = _read(source, target, options)
    name = bitext_name(sides.source, sides.target)
    old = project.bitext(name) if name in project.names() else None
    model = encoder or options.encoder()
    aligned = align_pair(sides, options, model, old=old, project=project, progress=progress)
    project.save_bitext(aligned.bitext, mode=aligned.mode, reason=aligned.reason)
    project.save_run(
        {
            "command": "align",
            "bitext": name,
            "options": asdict(options),
            "versions": versions(model),
        }
    )
    return aligned


def realign(
    project: Project,
    name: str,
    *,
    source: Run | None = None,
    target: Run | None = None,
    options: AlignOptions = DEFAULT_OPTIONS,
    encoder: Encoder | None = None,
    progress: Progress | None = None,
) -> list[Link]:
    """Align again between the links a person decided; the links that are new or differ.

    `source` and `target` bound the stretch (both or none); links that cross its border stay.
    One entry of the undo log.
    """
    if (source is None) != (target is None):
        raise WrongUsageError("A stretch to align again needs its bounds on both sides.")
    bitext = project.bitext(name)
    window = Window(
        source or Run(0, len(bitext.source_segments)), target or Run(0, len(bitext.target_segments))
    )
    inside = [link for link in bitext.links if window.contains(link)]
    decided = [window.to_window(link) for link in inside if link.status is not LinkStatus.AUTO]
    model = CachedEncoder(encoder or options.encoder(), project.vectors)
    alignment = _run_engine(
        _cut(bitext.source, bitext.source_segments, window.source),
        _cut(bitext.target, bitext.target_segments, window.target),
        model,
        replace(options, mode=project.mode(name)[0] if options.mode == "auto" else options.mode),
        decided=decided,
        progress=progress,
    )
    links = [window.to_texts(link) for link in merge_decisions(decided, alignment.links)]
    links = list(flag_bitext(replace(bitext, links=tuple(links))).links)
    before = {(link.source, link.target): link for link in inside}
    with project.edit(f"align {name} again between the decided links") as edit:
        edit.replace_links(project.bitext_id(name), inside, links)
    return [link for link in links if before.get((link.source, link.target)) is None]


def bitext_name(source: Document, target: Document) -> str:
    """What a pair is called in a project: the name of the source file, and of the target's."""
    return pair_name(source.origin, None if source.origin == target.origin else target.origin)


def pair_name(source: Path | str, target: Path | str | None) -> str:
    """What the pair of these files is called.

    >>> pair_name("en/talk.en.txt", "zh/talk.zh.txt"), pair_name("essay.txt", None)
    ('talk.en – talk.zh', 'essay')
    """
    return _stem(source) if target is None else f"{_stem(source)} – {_stem(target)}"


def versions(encoder: Encoder) -> dict[str, str]:
    """The versions a result depends on."""
    return {"duizhao": version("duizhao"), "model": encoder.name, "vectors": encoder.version}


def _stem(origin: Path | str) -> str:
    return "stdin" if str(origin) == "-" else Path(origin).stem


def _read(source: Path | str, target: Path | str | None, options: AlignOptions) -> DocumentPair:
    """Both texts; with their links, if they have some that are to be kept."""
    languages = options.source_language, options.target_language
    if options.links is not None:
        if target is None:
            raise WrongUsageError("--links needs the two texts that the links are between.")
        bitext = read_aligned(
            source,
            target,
            options.links,
            source_language=languages[0],
            target_language=languages[1],
        )
        return DocumentPair(bitext.source, bitext.target, bitext)
    reading = ReadOptions(lines=options.lines or options.aligned, all_text=options.all_text)
    sides = read_pair(source, target, languages, reading)
    return replace(sides, bitext=None) if options.realign or options.mode != "auto" else sides


def align_pair(
    sides: DocumentPair,
    options: AlignOptions,
    encoder: Encoder,
    *,
    old: Bitext | None = None,
    project: Project | None = None,
    progress: Progress | None = None,
) -> Aligned:
    """Align two documents that were read already; links that came with them are kept and scored.

    `old` is the same pair as it was aligned before: what was decided in it stays decided.

    Raises:
        EmptyInputError: A document has no sentences.
        UnsupportedLanguageError: The encoder does not know one of the languages.
    """
    documents = sides.source, sides.target
    model = CachedEncoder(encoder, project.vectors if project else MemoryStore())
    if sides.bitext is not None:
        origin = options.links or sides.source.origin
        bitext, reason = score_existing_links(sides.bitext, model, origin, progress)
        bitext, lost = keep_decisions(replace(bitext, name=bitext_name(*documents)), old)
        return Aligned(flag_bitext(bitext), "full", reason, lost)
    for document in documents:
        _check_language(document, encoder)
    carried = _carry(documents, old, options)
    source = _cut(documents[0], carried.source_segments)
    target = _cut(documents[1], carried.target_segments)
    alignment = _run_engine(
        source, target, model, options, decided=carried.links, progress=progress
    )
    bitext = Bitext(
        name=bitext_name(*documents),
        source=documents[0],
        target=documents[1],
        source_segments=carried.source_segments,
        target_segments=carried.target_segments,
        links=tuple(sorted(merge_decisions(carried.links, alignment.links), key=link_order)),
    )
    return Aligned(flag_bitext(bitext), alignment.mode, alignment.reason, carried.lost)


def _carry(
    documents: tuple[Document, Document], old: Bitext | None, options: AlignOptions
) -> Carried:
    """The sentences of both documents, with what was decided about them before."""
    if old is not None and (old.source, old.target) == documents:
        # A person may have cut sentences differently; theirs stay.
        decided = tuple(link for link in old.links if link.status is not LinkStatus.AUTO)
        return Carried(decided, old.source_segments, old.target_segments, ())
    segments = [
        split_document(document, lines=options.lines or options.aligned) for document in documents
    ]
    for document, found in zip(documents, segments, strict=True):
        if not found:
            raise EmptyInputError(document.origin)
    if old is None:
        return Carried((), segments[0], segments[1], ())
    return carry_decisions(old, segments[0], segments[1])


def _check_language(document: Document, encoder: Encoder) -> None:
    known = encoder.languages
    code = get_language(document.language).code
    if known is not None and code not in known:
        names = ", ".join(LANGUAGES[c].name if c in LANGUAGES else c for c in sorted(known))
        raise UnsupportedLanguageError(document.origin, get_language(code).name, names)


def _cut(document: Document, segments: Sequence[Segment], run: Run | None = None) -> Sentences:
    chosen = segments if run is None else segments[run.start : run.end]
    return Sentences(
        texts=tuple(segment.text for segment in chosen),
        language=document.language,
        kinds=tuple(document.blocks[segment.block].kind for segment in chosen),
        blocks=tuple(segment.block for segment in chosen),
    )


def _run_engine(
    source: Sentences,
    target: Sentences,
    encoder: Encoder,
    options: AlignOptions,
    *,
    decided: Sequence[Link],
    progress: Progress | None,
) -> Alignment:
    if options.aligned or options.mode == "aligned":
        if len(source.texts) != len(target.texts):
            raise WrongUsageError(
                f"--aligned needs equally many lines on both sides; there are {len(source.texts)} "
                f"and {len(target.texts)}. Leave the option out to have them aligned."
            )
        return score_pairs(source, target, encoder)
    return align(
        source,
        target,
        encoder,
        mode=options.mode,
        fixed=[link for link in decided if link.status is not LinkStatus.REJECTED],
        forbidden=[link for link in decided if link.status is LinkStatus.REJECTED],
        progress=progress,
    )
