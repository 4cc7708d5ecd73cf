"""Aligns a stretch of a project's texts again, between the links that a person decided."""

from dataclasses import replace

from aligner.align_options import DEFAULT_OPTIONS, AlignOptions
from aligner.bitext import Bitext, Link, LinkStatus, Run
from aligner.checking.checks import flag_bitext
from aligner.encoders.cached import CachedEncoder
from aligner.encoders.protocol import Encoder
from aligner.errors import WrongUsageError
from aligner.pipeline.run_engine import run_engine, to_sentences
from aligner.pipeline.window import Window
from aligner.progress import Progress
from aligner.project.decisions import merge_decisions
from aligner.project.store import Project


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
    """Align again between the decided links; returns the links that are new or differ.

    The change is one entry of the undo log.

    Args:
        project: The project, which is changed.
        name: Name of the bitext in it.
        source: Source sentences to align again; None, with `target`: the whole text. Links that
            cross the border of the stretch stay.
        target: Target sentences to align again.
        options: Options of the run; the mode "auto" is that of the first run.
        encoder: An encoder that is loaded already.
        progress: Called with what is being done, how much is done, and how much there is.

    Raises:
        WrongUsageError: Only one of the two bounds is given.
        ModelUnavailableError: The model is not installed.
    """
    if (source is None) != (target is None):
        raise WrongUsageError("A stretch to align again needs its bounds on both sides.")
    bitext = project.bitext(name)
    window = Window(
        source or Run(0, len(bitext.source_segments)), target or Run(0, len(bitext.target_segments))
    )
    inside = [link for link in bitext.links if window.contains(link)]
    model = CachedEncoder(encoder or options.encoder(), project.vectors)
    if options.mode == "auto":
        options = replace(options, mode=project.mode(name)[0])
    links = _align_window(bitext, window, inside, model, options, progress=progress)
    before = {(link.source, link.target) for link in inside}
    with project.edit(f"align {name} again between the decided links") as edit:
        edit.replace_links(project.bitext_id(name), inside, links)
    return [link for link in links if (link.source, link.target) not in before]


def _align_window(
    bitext: Bitext,
    window: Window,
    inside: list[Link],
    encoder: Encoder,
    options: AlignOptions,
    *,
    progress: Progress | None,
) -> list[Link]:
    """New links of the window, with the decided ones of `inside` among them."""
    decided = [window.to_window(link) for link in inside if link.status is not LinkStatus.AUTO]
    source = bitext.source_segments[window.source.start : window.source.end]
    target = bitext.target_segments[window.target.start : window.target.end]
    alignment = run_engine(
        to_sentences(bitext.source, source),
        to_sentences(bitext.target, target),
        encoder,
        options,
        decided=decided,
        progress=progress,
    )
    links = tuple(window.to_texts(link) for link in merge_decisions(decided, alignment.links))
    return list(flag_bitext(replace(bitext, links=links)).links)
