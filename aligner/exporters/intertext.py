"""InterText: two XML texts and a file of links between their sentences.

`xtargets` names the sentences of `toDoc` (the right text) first, those of `fromDoc` after the
semicolon, opposite to the screen; so InterText's manual has it.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from lxml import etree

from aligner.bitext import Bitext, LinkStatus, Run, Segment
from aligner.errors import WrongUsageError
from aligner.exporters.cleaning import remove_forbidden, script_converter
from aligner.exporters.covering import CoverBead, cover
from aligner.exporters.lines import only_bitext
from aligner.exporters.options import ExportOptions, ExportReport
from aligner.exporters.selection import languages_of, select_pairs
from aligner.output import STANDARD_OUTPUT, writing

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def write(
    bitexts: Sequence[Bitext], destination: Path | str, options: ExportOptions
) -> ExportReport:
    """Write NAME.xml with the links and NAME.en.xml, NAME.zh.xml with the texts beside it."""
    bitext = only_bitext(bitexts, "intertext")
    if str(destination) == STANDARD_OUTPUT:
        raise WrongUsageError("intertext writes three files. Name the first with -o.")
    selection = select_pairs([bitext], options)
    beads, crossing = cover(bitext, [pair.link for pair in selection.pairs])
    path = Path(destination)
    source, target = _text_paths(bitext, path, options)
    languages = languages_of(bitext, options)
    ids = sentence_ids(bitext.source_segments), sentence_ids(bitext.target_segments)
    source_text = _text(
        bitext.source_segments, ids[0], bitext.source.language, languages.source, options
    )
    target_text = _text(
        bitext.target_segments, ids[1], bitext.target.language, languages.target, options
    )
    for place, tree in (
        (source, source_text),
        (target, target_text),
        (path, _links(beads, ids, fromdoc=source.name, todoc=target.name)),
    ):
        with writing(place, binary=True, force=options.force) as file:
            file.write(etree.tostring(tree, encoding="UTF-8", xml_declaration=True))
    return selection.report(path, source, target, also={"crossing": crossing})


def sentence_ids(segments: Sequence[Segment]) -> list[str]:
    """The ids of the sentences: paragraph and place in it, `1:1`, as InterText numbers them."""
    ids: list[str] = []
    for paragraph, (_, group) in enumerate(groupby(segments, key=lambda s: s.block), start=1):
        ids += [f"{paragraph}:{place}" for place, _ in enumerate(group, start=1)]
    return ids


def _text_paths(bitext: Bitext, path: Path, options: ExportOptions) -> tuple[Path, Path]:
    languages = languages_of(bitext, options)
    left, right = languages.source, languages.target
    if left == right:
        left, right = "source", "target"
    return path.with_name(f"{path.stem}.{left}.xml"), path.with_name(f"{path.stem}.{right}.xml")


def _text(
    segments: Sequence[Segment],
    ids: Sequence[str],
    language: str,
    written_language: str,
    options: ExportOptions,
) -> "etree._Element":
    convert = script_converter(language, options.to_script)
    root = etree.Element("text", {_XML_LANG: written_language})
    root.text = "\n"
    named = iter(ids)
    for number, (_, group) in enumerate(groupby(segments, key=lambda s: s.block), start=1):
        paragraph = etree.SubElement(root, "p", id=str(number))
        paragraph.text = paragraph.tail = "\n"
        for segment in group:
            sentence = etree.SubElement(paragraph, "s", id=next(named))
            sentence.text = convert(remove_forbidden(segment.text)[0])
            sentence.tail = "\n"
    return root


def _links(
    beads: Sequence[CoverBead], ids: tuple[list[str], list[str]], *, fromdoc: str, todoc: str
) -> "etree._Element":
    root = etree.Element("linkGrp", toDoc=todoc, fromDoc=fromdoc)
    root.text = "\n"
    for bead in beads:
        link = etree.SubElement(root, "link", dict(_attributes(bead, ids)))
        link.tail = "\n"
    return root


def _attributes(bead: CoverBead, ids: tuple[list[str], list[str]]) -> Iterator[tuple[str, str]]:
    yield "type", f"{bead.target.size}-{bead.source.size}"
    yield "xtargets", f"{_named(bead.target, ids[1])};{_named(bead.source, ids[0])}"
    decided = bead.link is not None and bead.link.status is not LinkStatus.AUTO
    yield "status", "man" if decided else "auto"
    if bead.link is not None and bead.link.bookmarked:
        yield "mark", "1"


def _named(run: Run, ids: list[str]) -> str:
    return " ".join(ids[i] for i in run.ids)
