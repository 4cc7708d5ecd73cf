"""Bitexts that are hard to export: markup, rare characters, empty sides, several statuses."""

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from hypothesis import strategies as st

from aligner.bitext import Bitext, Link, LinkStatus, Run
from aligner.exporters.export_file import export_file
from aligner.exporters.options import DEFAULT_EXPORT, ExportOptions
from tests.samples import make_bitext

AWKWARD = [
    "Fish & chips <b>are</b> \"1 > 0\" & 'so' &amp; on",
    "𠀀𪚥 CJK extension B, 👩‍👩‍👧 emoji, \u200fعربي\u200e right to left",
    "line one\nline two\ttabbed\r\nWindows\u2028separator\x85next",
    "=SUM(A1) +1 @x -y '=1",
    "  blanks around  ",
    "]]> <!-- --> <?xml?> %s {0} \\n",
    "对照：他说，“我不去。”（完）",
]

# Characters that a reader can return but XML cannot hold.
FORBIDDEN = "\x00\x0b\ud800\ufffe"

texts = st.one_of(
    st.sampled_from(AWKWARD),
    st.text(
        alphabet=st.characters(
            exclude_categories=["Cs"],
            exclude_characters="".join(map(chr, range(32))) + "\ufffe\uffff",
        ),
        min_size=1,
        max_size=40,
    ),
)


@st.composite
def bitexts(draw: st.DrawFn) -> Bitext:
    """A bitext whose links use each sentence once, in order, in shapes from 0-1 to 3-2."""
    shapes = draw(
        st.lists(st.sampled_from([(1, 1), (1, 2), (2, 1), (3, 2), (1, 0), (0, 1)]), max_size=6)
    )
    links, source, target = [], 0, 0
    for left, right in shapes:
        links.append(
            Link(
                Run(source, source + left),
                Run(target, target + right),
                confidence=round(draw(st.floats(0, 1)), 6),
                status=draw(st.sampled_from(LinkStatus)),
                note=draw(st.sampled_from(["", "see <b>", "两行\n备注"])),
                flags=draw(st.sampled_from([(), ("number: 1 / 2", "length")])),
            )
        )
        source, target = source + left, target + right
    return make_bitext(
        draw(st.lists(texts, min_size=source, max_size=source)),
        draw(st.lists(texts, min_size=target, max_size=target)),
        tuple(links),
    )


def one_to_one(source: list[str], target: list[str], **changes: object) -> Bitext:
    """Make a bitext in which sentence i belongs to sentence i."""
    links = tuple(Link(Run(i, i + 1), Run(i, i + 1), 0.9, id=i + 1) for i in range(len(source)))
    return replace(make_bitext(source, target, links), **changes)  # type: ignore[arg-type]


def awkward_bitext() -> Bitext:
    """A bitext of all awkward texts, each paired with the next."""
    return one_to_one(AWKWARD, [*AWKWARD[1:], AWKWARD[0]])


def exported_text(
    form: str, bitexts: Sequence[Bitext], options: ExportOptions = DEFAULT_EXPORT
) -> str:
    """What an export in a text format writes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "out"
        export_file(form, bitexts, path, options)
        return path.read_bytes().decode("utf-8")
