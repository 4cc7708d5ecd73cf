"""Files that are aligned already."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.bitext import Bitext, Link, Run
from aligner.errors import EmptyInputError, UnreadableInputError
from aligner.exporters.export_file import export_file
from aligner.exporters.formats import FORMATS
from aligner.exporters.options import ExportOptions
from aligner.readers import read_aligned, read_documents
from tests.readers.documents import make_xlsx
from tests.samples import make_bitext

TMX = """<?xml version="1.0" encoding="{encoding}"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="{version}"><header srclang="zh-CN" segtype="sentence"/><body>
<tu><note>seen</note><prop type="x-confidence">0.5</prop>
<tuv {lang}="en-US">
<seg>The <bpt i="1">&lt;b></bpt>new<ept i="1">&lt;/b></ept> <hi>text</hi> &amp; more.</seg></tuv>
<tuv {lang}="ZH-cn"><seg>新的文字。</seg></tuv>
<tuv {lang}="fr"><seg>Le texte.</seg></tuv></tu>
<tu><tuv {lang}="en"><seg>Only English.</seg></tuv></tu>
</body></tmx>"""


def rows(bitext: Bitext) -> list[tuple[list[str], list[str]]]:
    """The sentences of every link."""
    return [(bitext.source_texts(link), bitext.target_texts(link)) for link in bitext.links]


def write(path: Path, content: str | bytes) -> Path:
    """The path, with the content in it."""
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("version", ["1.1", "1.2", "1.3", "1.4"])
@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16"])
def test_tmx(tmp_path: Path, version: str, encoding: str) -> None:
    """All versions and both encodings; inline codes go, the words inside highlights stay."""
    lang = "lang" if version in ("1.1", "1.2") else "xml:lang"
    content = TMX.format(version=version, encoding=encoding, lang=lang).encode(encoding)
    bitext = read_aligned(write(tmp_path / "a.tmx", content))
    assert (bitext.source.language, bitext.target.language) == ("zh", "en")
    assert rows(bitext) == [(["新的文字。"], ["The new text & more."])]
    assert (bitext.links[0].confidence, bitext.links[0].note) == (0.5, "seen")
    assert bitext.source.notes == ("Left out: 1 unit without zh or en.",)


def test_tmx_languages_can_be_named(tmp_path: Path) -> None:
    """The caller chooses two of several languages; one that is missing is refused by name."""
    path = write(tmp_path / "a.tmx", TMX.format(version="1.4", encoding="UTF-8", lang="xml:lang"))
    bitext = read_aligned(path, source_language="fr", target_language="en")
    assert rows(bitext) == [(["Le texte."], ["The new text & more."])]
    with pytest.raises(UnreadableInputError, match=r"no unit is in de \(found: en, fr, zh\)"):
        read_aligned(path, target_language="de")


def memory(*units: dict[str, str] | list[tuple[str, str]], srclang: str = "en-US") -> str:
    """A memory of these units: tag → text."""
    body = "".join(
        "<tu>"
        + "".join(
            f'<tuv xml:lang="{tag}"><seg>{text}</seg></tuv>'
            for tag, text in (unit.items() if isinstance(unit, dict) else unit)
        )
        + "</tu>"
        for unit in units
    )
    return f'<tmx version="1.4"><header srclang="{srclang}"/><body>{body}</body></tmx>'


@pytest.mark.parametrize(
    ("asked", "tags"),
    [
        ((None, None), ("en-US", "en-GB")),
        (("en", None), ("en-US", "en-GB")),
        ((None, "en"), ("en-US", "en-GB")),
        (("en", "en"), ("en-US", "en-GB")),
        (("en-us", "en_GB"), ("en-US", "en-GB")),
        (("en-GB", None), ("en-GB", "en-US")),
        ((None, "en-US"), ("en-GB", "en-US")),
        (("en-GB", "en"), ("en-GB", "en-US")),
    ],
)
def test_tmx_in_two_kinds_of_one_language(
    tmp_path: Path, asked: tuple[str | None, str | None], tags: tuple[str, str]
) -> None:
    """Languages that differ in the region only are two sides, whatever is asked for."""
    texts = {"en-US": "The gray truck.", "en-GB": "The grey lorry."}
    path = write(tmp_path / "a.tmx", memory(texts, {"en-US": "Only one."}))
    bitext = read_aligned(path, source_language=asked[0], target_language=asked[1])
    assert rows(bitext) == [([texts[tags[0]]], [texts[tags[1]]])]
    assert (bitext.source.language, bitext.target.language) == tags
    assert bitext.source.notes == (f"Left out: 1 unit without {tags[0]} or {tags[1]}.",)


@pytest.mark.parametrize("asked", [("en-US", "en-US"), ("zh", "zh"), ("zh-CN", "zh-Hans")])
def test_tmx_never_has_one_text_on_both_sides(tmp_path: Path, asked: tuple[str, str]) -> None:
    """A memory that would give the same words twice is refused."""
    units = {"en-US": "Gray.", "en-GB": "Grey.", "zh-CN": "灰色。"}
    with pytest.raises(UnreadableInputError, match="both sides would be the same text"):
        read_aligned(
            write(tmp_path / "a.tmx", memory(units)),
            source_language=asked[0],
            target_language=asked[1],
        )


@pytest.mark.parametrize(
    ("units", "srclang", "asked", "expected"),
    [
        # Two translations of one sentence are two pairs; the same twice is one.
        ([[("en", "Go."), ("zh", "走。"), ("zh-CN", "去。"), ("zh-Hans", "走。")]], "en",
         (None, None), [("Go.", "走。"), ("Go.", "去。")]),
        ([[("en-GB", "Lift."), ("en-US", "Elevator."), ("zh", "电梯。")]], "zh", (None, None),
         [("电梯。", "Lift."), ("电梯。", "Elevator.")]),
        # A tag that is asked for comes first, but a unit without it is not lost.
        ([[("en-GB", "Lift."), ("en-US", "Elevator."), ("zh", "电梯。")],
          [("en-US", "Truck."), ("zh", "卡车。")]], "zh", (None, "en-GB"),
         [("电梯。", "Lift."), ("卡车。", "Truck.")]),
        # Scripts of Chinese are languages of their own.
        ([[("en", "Go."), ("zh-TW", "開。"), ("zh-CN", "开。")]], "en", (None, "zh-TW"),
         [("Go.", "開。")]),
        ([[("zh-CN", "开。"), ("zh-TW", "開。")]], "zh-CN", (None, None), [("开。", "開。")]),
        # The second side is the language that most units share with the first.
        ([[("en", "A."), ("fr", "B.")], [("en", "C."), ("fr", "D.")], [("de", "E.")],
          [("de", "F.")], [("de", "G.")]], "en", (None, None), [("A.", "B."), ("C.", "D.")]),
        ([[("en-US", "A."), ("en-GB", "B.")], [("en-US", "C."), ("en-GB", "D.")],
          [("en-US", "E."), ("zh", "戊。")]], "en-US", (None, None), [("A.", "B."), ("C.", "D.")]),
    ],
)  # fmt: skip
def test_tmx_variants(
    tmp_path: Path,
    units: list[list[tuple[str, str]]],
    srclang: str,
    asked: tuple[str | None, str | None],
    expected: list[tuple[str, str]],
) -> None:
    """Which texts of the units become pairs."""
    path = write(tmp_path / "a.tmx", memory(*units, srclang=srclang))
    bitext = read_aligned(path, source_language=asked[0], target_language=asked[1])
    assert rows(bitext) == [([a], [b]) for a, b in expected]


@pytest.mark.parametrize("tag", ["x-default", "", "*all*"])
def test_tmx_texts_without_a_language(tmp_path: Path, tag: str) -> None:
    """Their language is found, and said."""
    units = [{tag: "The ship left the harbour.", "zh-CN": "船离开了港口。"}]
    bitext = read_aligned(write(tmp_path / "a.tmx", memory(*units, srclang=tag)))
    assert {bitext.source.language, bitext.target.language} == {"en", "zh"}
    assert any("were taken for en" in note for note in bitext.source.notes)


def test_region_of_a_memory_comes_out_again(tmp_path: Path) -> None:
    """A memory of two kinds of English is exported as such, and read back."""
    path = write(tmp_path / "a.tmx", memory({"en-US": "Gray.", "en-GB": "Grey."}))
    out = tmp_path / "b.tmx"
    export_file("tmx", [read_aligned(path)], out)
    found = read_aligned(out)
    assert (found.source.language, found.target.language) == ("en-US", "en-GB")
    assert rows(found) == [(["Gray."], ["Grey."])]


def test_xliff_12(tmp_path: Path) -> None:
    """Units and their marked segments; codes go, what is not translated has no counterpart."""
    content = """<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
    <file source-language="en-GB" target-language="zh-Hans"><body>
    <trans-unit id="1"><source>He <g id="1">left</g>.<ph id="2">{x}</ph></source>
    <target>他走了。</target></trans-unit>
    <trans-unit id="2"><source>A. B.</source>
    <seg-source><mrk mtype="seg" mid="1">A.</mrk> <mrk mtype="seg" mid="2">B.</mrk></seg-source>
    <target><mrk mtype="seg" mid="2">乙。</mrk></target></trans-unit>
    </body></file></xliff>"""
    bitext = read_aligned(write(tmp_path / "a.xlf", content))
    assert (bitext.source.language, bitext.target.language) == ("en", "zh")
    assert rows(bitext) == [(["He left."], ["他走了。"]), (["A."], []), (["B."], ["乙。"])]


@pytest.mark.parametrize("space", ["2.0", "2.2"])
def test_xliff_2(tmp_path: Path, space: str) -> None:
    """Version 2 in both of its namespaces."""
    content = f"""<xliff version="2.1" srcLang="en" trgLang="zh"
    xmlns="urn:oasis:names:tc:xliff:document:{space}"><file id="f"><unit id="1">
    <segment><source>He <pc id="1">left</pc>.<ph id="2"/></source>
    <target>他走了。</target></segment>
    <segment><source>Wait<ph id="3"/>here.</source><target>在这里<ph id="3"/>等。</target></segment>
    <segment><source>She stayed.</source></segment></unit></file></xliff>"""
    bitext = read_aligned(write(tmp_path / "a.xliff", content))
    assert rows(bitext) == [
        (["He left."], ["他走了。"]),
        (["Wait here."], ["在这里等。"]),
        (["She stayed."], []),
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "English,Chinese,note\nHe left.,他走了。,x\n\"She, too.\",她也是。,y\n"),
        ("a.csv", "\ufeffid;zh-CN;en\n1;他走了。;He left.\n2;她也是。;She, too.\n"),
        ("a.csv", "target,source\n他走了。,He left.\n她也是。,\"She, too.\"\n"),
        ("a.tsv", "He left.\t他走了。\nShe, too.\t她也是。\n"),
        ("a.tab", "1\tHe left.\t他走了。\t0.5\n2\tShe, too.\t她也是。\t0.4\n"),
        (
            "a.xlsx",
            make_xlsx([["原文", "译文"], ["He left.", "他走了。"], ["She, too.", "她也是。"]]),
        ),
    ],
)  # fmt: skip
def test_tables(tmp_path: Path, name: str, content: str | bytes) -> None:
    """Two language columns are found by header or by content; a header row is no pair."""
    bitext = read_aligned(
        write(tmp_path / name, content), source_language="en", target_language="zh"
    )
    assert rows(bitext) == [(["He left."], ["他走了。"]), (["She, too."], ["她也是。"])]


def test_hunalign_text(tmp_path: Path) -> None:
    """Joined sentences of hunalign's table come apart again."""
    path = write(tmp_path / "a.tsv", "He left. ~~~ She stayed.\t他走了，她没走。\t0.7\n")
    assert rows(read_aligned(path)) == [(["He left.", "She stayed."], ["他走了，她没走。"])]


def test_one_column_is_no_table(tmp_path: Path) -> None:
    """The refusal says what is missing."""
    with pytest.raises(UnreadableInputError, match="not have two columns of text"):
        read_aligned(write(tmp_path / "a.csv", "He left.\nShe stayed.\n"))


def test_moses(tmp_path: Path) -> None:
    """Line i belongs to line i; an empty line says "no counterpart"."""
    source = write(tmp_path / "a.en", "He left.\n\nShe stayed.\n")
    target = write(tmp_path / "a.zh", "他走了。\n再见。\n\n")
    assert rows(read_aligned(source, target)) == [
        (["He left."], ["他走了。"]),
        ([], ["再见。"]),
        (["She stayed."], []),
    ]


def test_moses_needs_equal_lengths(tmp_path: Path) -> None:
    """Both lengths are named."""
    source, target = write(tmp_path / "a.en", "a b\nc d\n"), write(tmp_path / "a.zh", "甲\n")
    with pytest.raises(UnreadableInputError, match=r"it has 2 lines and .* has 1"):
        read_aligned(source, target)


@pytest.mark.parametrize(
    "links", ["[0]:[0, 1]:0.25\n[]:[2]\n[1]:[]:0.000000\n", "0 0 0.3\n1 2 0.1\n1 3\n2\t3\t0\n"]
)
def test_beads_and_ladder(tmp_path: Path, links: str) -> None:
    """Vecalign's beads and hunalign's ladder say the same."""
    source = write(tmp_path / "a.en", "One.\nTwo.\n")
    target = write(tmp_path / "a.zh", "一。\n一一。\n三。\n")
    bitext = read_aligned(source, target, write(tmp_path / "links", links))
    assert rows(bitext) == [(["One."], ["一。", "一一。"]), ([], ["三。"]), (["Two."], [])]


@pytest.mark.parametrize(
    ("links", "reason"),
    [
        ("[0]:[7]", "names sentence 7, but there are only 2"),
        ("[0]:[0]\n[0]:[1]", "uses sentence 0 a second time"),
        ("[0]:[0]\nhello", "line 2 is not a link"),
        ("0 0\n2 2\n1 1", "line 3 goes back"),
        ("0 0\n99999999 1", "skips"),
    ],
)
def test_wrong_links(tmp_path: Path, links: str, reason: str) -> None:
    """Links that cannot be are refused with their place."""
    source, target = (
        write(tmp_path / "a.en", "One.\nTwo.\n"),
        write(tmp_path / "a.zh", "一。\n二。\n"),
    )
    with pytest.raises(UnreadableInputError, match=reason):
        read_aligned(source, target, write(tmp_path / "links", links))


def test_intertext_stays_in_its_folder(tmp_path: Path) -> None:
    """A link file that points elsewhere finds nothing there."""
    secret = write(tmp_path / "secret.xml", '<text><s id="1">secret</s></text>')
    folder = tmp_path / "in"
    folder.mkdir()
    for name in (f"../{secret.name}", str(secret), f"..\\{secret.name}"):
        links = f'<linkGrp fromDoc="{name}" toDoc="{name}"><link xtargets="1;1"/></linkGrp>'
        with pytest.raises(UnreadableInputError, match="no such file"):
            read_aligned(write(folder / "links.xml", links))


def test_documents_of_aligned_files(tmp_path: Path) -> None:
    """Asked for documents, a translation memory gives its two columns, a row a segment."""
    path = write(tmp_path / "a.tmx", TMX.format(version="1.4", encoding="UTF-8", lang="xml:lang"))
    source, target = read_documents(path, None)
    assert (source.text, target.text) == ("新的文字。", "The new text & more.")


def test_nothing_in_it(tmp_path: Path) -> None:
    """A memory without units has no text."""
    with pytest.raises((EmptyInputError, UnreadableInputError)):
        read_aligned(write(tmp_path / "a.tmx", "<tmx><body/></tmx>"))


WORDS = st.text(
    alphabet=st.one_of(
        st.sampled_from(list("&<>\"'=+中文𠀀😀\u200f\u202eé ]")),
        st.characters(categories=["L", "N", "P"]),
    ),
    min_size=1, max_size=20,
).map(lambda text: " ".join(f"a{text}b".split()))  # fmt: skip


PAIRS = st.lists(
    st.tuples(WORDS, WORDS, st.integers(0, 10_000).map(lambda n: n / 10_000)),
    min_size=1, max_size=5,
)  # fmt: skip


def one_to_one(pairs: list[tuple[str, str, float]]) -> Bitext:
    """Sentence i belongs to sentence i."""
    links = tuple(Link(Run(i, i + 1), Run(i, i + 1), pair[2]) for i, pair in enumerate(pairs))
    return make_bitext([a for a, _, _ in pairs], [b for _, b, _ in pairs], links)


@pytest.mark.parametrize("name", ["tmx", "xliff", "xliff2", "csv", "tsv", "xlsx", "intertext"])
@settings(deadline=None, max_examples=15)
@given(pairs=PAIRS)
def test_what_we_write_we_read_back(
    name: str, pairs: list[tuple[str, str, float]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Every exporter's file comes back with the same sentences, links and confidences."""
    path = tmp_path_factory.mktemp("back") / f"a{FORMATS.get(name).suffix}"
    export_file(name, [one_to_one(pairs)], path, ExportOptions(force=True))
    found = read_aligned(path, source_language="en", target_language="zh")
    assert rows(found) == [([a], [b]) for a, b, _ in pairs]
    if name != "intertext":
        assert [link.confidence for link in found.links] == [c for _, _, c in pairs]


@pytest.mark.parametrize("name", ["moses", "beads", "hunalign"])
@settings(deadline=None, max_examples=15)
@given(pairs=PAIRS)
def test_what_we_write_beside_two_texts_we_read_back(
    name: str, pairs: list[tuple[str, str, float]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Two texts of a sentence a line, line by line or with the links in a third file."""
    folder = tmp_path_factory.mktemp("back")
    bitext = one_to_one(pairs)
    export_file("moses", [bitext], folder / "a", ExportOptions(force=True))
    links = None if name == "moses" else folder / "a.links"
    if links:
        export_file(name, [bitext], links, ExportOptions(force=True))
    found = read_aligned(
        folder / "a.en", folder / "a.zh", links, source_language="en", target_language="zh"
    )
    assert rows(found) == [([a], [b]) for a, b, _ in pairs]
