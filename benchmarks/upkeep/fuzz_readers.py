"""Give damaged, mixed and random files to every reader and report what was not refused properly.

    python -m benchmarks.upkeep.fuzz_readers --minutes 10 [--seed 0] [--only docx] [--keep FOLDER]

Every round takes a small document of some format, breaks it (flips, cuts, doubles, swaps and
splices bytes; in archives also those of the members), gives it any name and reads it as a document,
as a bilingual document and as aligned material. The right outcome is a document that can be split
into sentences, or an AlignerError of one line. Anything else is printed with its seed, and the file
is kept.
"""

import argparse
import io
import random
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from aligner.bitext import Document, Side
from aligner.errors import AlignerError
from aligner.readers import read_aligned, read_document, read_documents
from aligner.readers.reading import ReadOptions
from aligner.splitting import split_document

SLOW = 20.0
"""Seconds after which a small file counts as a hang."""
TEXT = (
    "The treaty was signed in Geneva (1987). “Why?” he asked.\n\n"
    "条约在日内瓦签署。“为什么？”他问。[他走了。]\n"
)
SIGNS = [
    b"\x00",
    b"\xff\xfe",
    b"<![CDATA[",
    b"]]>",
    b"&#0;",
    b"&lt;",
    b"<b>",
    b"</p>",
    b"\xed\xa0\x80",
    b"[0]:[",
    b"-->",
]
SIGNS += [
    b'"',
    b"\t",
    b"\r",
    b"\n\n",
    "。".encode(),
    "（".encode(),
    b"(",
    b"<!DOCTYPE x [",
    b"9" * 30,
    b"-1",
    b"/Kids",
    b"\\N",
]


ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
ODS = (
    '<o:document xmlns:o="o" xmlns:table="t" xmlns:text="x"><table:table table:name="A">'
    '<table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>en</text:p>'
    "</table:table-cell><table:table-cell><text:p>zh</text:p></table:table-cell></table:table-row>"
    '<table:table-row><table:table-cell table:number-columns-repeated="2"><text:p>He left.</text:p>'
    "</table:table-cell></table:table-row></table:table></o:document>"
)


def string_samples() -> dict[str, list[bytes]]:
    """Undamaged files of strings, by file ending."""
    qt = (
        '<TS language="zh"><context><message><source>Open</source><translation>打开</translation>'
        "</message></context></TS>"
    )
    po = (
        'msgid ""\nmsgstr "Language: zh\\n"\n\n#, fuzzy\nmsgid "Open"\nmsgid_plural "Opens"\n'
        'msgstr[0] "打开"\n'
    )
    catalogue = (
        '{"sourceLanguage":"en","strings":{"Open":{"localizations":{"zh":{"stringUnit":'
        '{"value":"打开"}}}}}}'
    )
    android = '<resources><string name="a">It\\\'s open</string></resources>'
    return {
        ".po": [po.encode()],
        ".json": [b'{"menu": {"open": "Open", "sizes": ["S", "M"]}}'],
        ".arb": [b'{"open": "Open", "@open": {"description": "a button"}}'],
        ".yml": [b"en:\n  open: Open it\n  list:\n  - one\n  - two\n"],
        ".properties": [b"# a\nopen = Open\\\n  it\nsave=\\u4fdd\\ud800\n"],
        ".strings": [b'/* a */\n"open" = "Open \\"it\\"";\n'],
        ".resx": [b'<root><data name="a"><value>Open</value></data></root>', android.encode()],
        ".ts": [qt.encode()],
        ".xcstrings": [catalogue.encode()],
        ".mdx": ["---\ntitle: A\n---\nimport x\n\n<A b={1}>\n\n| a |\n|---|\n| 他 |\n".encode()],
    }


def samples() -> dict[str, list[bytes]]:
    """Undamaged documents of every format, by file ending."""
    from tests.readers.documents import (
        make_docx,
        make_epub,
        make_odt,
        make_pdf,
        make_xlsx,
        make_zip,
    )
    from tests.readers.formats.test_html import PAGE
    from tests.readers.formats.test_markdown import TEXT as MARKDOWN
    from tests.readers.formats.test_subtitles import ASS, SRT, VTT

    paragraph = "<w:p><w:pPr/><w:r><w:t>He left. 他走了。</w:t></w:r></w:p>"
    table = f"<w:tbl><w:tr><w:tc>{paragraph}</w:tc></w:tr></w:tbl>"
    page = [(60.0, 780.0 - 12 * i, 10.0, "The treaty was signed in Geneva.") for i in range(20)]
    tmx = (
        '<tmx version="1.4"><header srclang="en"/><body><tu><tuv xml:lang="en"><seg>He <ph>x</ph> '
        'left.</seg></tuv><tuv xml:lang="zh"><seg>他走了。</seg></tuv></tu></body></tmx>'
    )
    xliff = (
        '<xliff version="1.2"><file source-language="en" target-language="zh"><body><trans-unit>'
        "<source>He left.</source><target>他走了。</target></trans-unit></body></file></xliff>"
    )
    return {
        ".txt": [
            TEXT.encode(),
            TEXT.encode("utf-16"),
            TEXT.encode("gb18030"),
            (TEXT * 30).encode(),
        ],
        ".md": [MARKDOWN.encode()],
        ".docx": [make_docx(paragraph * 3 + table, styles="<w:style/>")],
        ".odt": [make_odt("<text:h>A</text:h><text:p>He left.<text:s/>他走了。</text:p>")],
        ".html": [PAGE.encode()],
        ".epub": [make_epub({"a": "<p>He left.</p>", "b": "<p>他走了。</p>"}, ["a", "b"])],
        ".pdf": [make_pdf([page, page])],
        ".srt": [SRT.encode()],
        ".vtt": [VTT.encode()],
        ".ass": [ASS.encode()],
        ".csv": ["en,zh\nHe left.,他走了。\n".encode(), b"a;b\n1;2\n"],
        ".tsv": ["He left.\t他走了。\n".encode() * 3],
        ".xlsx": [make_xlsx([["en", "zh"], ["He left.", "他走了。"]])],
        ".tmx": [tmx.encode(), tmx.encode("utf-16")],
        ".xlf": [xliff.encode()],
        ".xml": [b'<linkGrp fromDoc="a.xml" toDoc="b.xml"><link xtargets="1;1"/></linkGrp>'],
        **string_samples(),
        ".ods": [make_zip({"mimetype": ODS_TYPE, "content.xml": ODS})],
        ".beads": [b"[0]:[0, 1]:0.5\n[]:[2]\n", b"0\t0\t0.1\n1\t2\t0.2\n"],
    }


def damage(data: bytes, chance: random.Random) -> bytes:
    """Damage the data in a few places."""
    content = bytearray(data)
    for _ in range(chance.choice([1, 1, 2, 4, 16])):
        if not content:
            break
        place, other = sorted(chance.randrange(len(content) + 1) for _ in range(2))
        wound = chance.randrange(7)
        if wound == 0 and place < len(content):
            content[place] = chance.randrange(256)
        elif wound == 1:
            del content[place : place + chance.choice([1, 8, 200])]
        elif wound == 2:
            content[place:place] = chance.choice(SIGNS)
        elif wound == 3:
            content[place:place] = content[place:other][:5000]
        elif wound == 4:
            del content[other:]
        elif wound == 5:
            content[place:place] = chance.randbytes(chance.choice([1, 4, 64]))
        else:
            content[place:other] = bytes(reversed(content[place:other][:5000]))
    return bytes(content)


def damage_inside(data: bytes, chance: random.Random) -> bytes:
    """Damage a member of an archive, not its container; anything else as `damage` does."""
    if not data.startswith(b"PK"):
        return damage(data, chance)
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(buffer, "w") as broken:
        hit = chance.choice(archive.namelist())
        for name in archive.namelist():
            content = archive.read(name)
            broken.writestr(name, damage(content, chance) if name == hit else content)
    return buffer.getvalue()


def attempt(path: Path, lines: Path) -> Counter[str]:
    """Read the file in every way and count the outcomes; only an AlignerError is not raised."""
    outcomes: Counter[str] = Counter()
    ways: tuple[Callable[[], list[Document]], ...] = (
        lambda: [read_document(path, Side.SOURCE)],
        lambda: list(read_documents(path, None)),
        lambda: list(read_documents(path, path)),
        lambda: [read_document(path, Side.SOURCE, "zh", ReadOptions(lines=True, all_text=True))],
        lambda: [read_aligned(path).source],
        lambda: [read_aligned(lines, lines, path).source],
    )
    for way in ways:
        try:
            for document in way():
                document.text.encode()
                split_document(document)
            outcomes["read"] += 1
        except AlignerError as error:
            if "\n" in str(error) or len(str(error)) > 600:
                raise AssertionError(f"no single sentence: {error!r}") from error
            outcomes[type(error).__name__] += 1
    return outcomes


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", default="")
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "fuzz_readers")
    args = parser.parse_args()
    args.keep.mkdir(parents=True, exist_ok=True)
    whole = {suffix: data for suffix, data in samples().items() if args.only in suffix}
    outcomes: Counter[str] = Counter()
    found: Counter[str] = Counter()
    rounds, slowest, end = 0, 0.0, time.monotonic() + 60 * args.minutes
    with tempfile.TemporaryDirectory() as folder:
        lines = Path(folder) / "lines.txt"
        lines.write_text("One.\nTwo.\nThree.\n")
        while time.monotonic() < end:
            seed, rounds = args.seed + rounds, rounds + 1
            chance = random.Random(seed)
            suffix = chance.choice(list(whole))
            data = chance.choice(whole[suffix])
            data = chance.choice([damage, damage_inside])(data, chance)
            name = suffix if chance.random() < 0.8 else chance.choice(list(whole))
            path = Path(folder) / f"a{name}"
            path.write_bytes(data)
            started = time.monotonic()
            try:
                outcomes += attempt(path, lines)
            except Exception as error:  # noqa: BLE001 - that is what we are after
                place = traceback.extract_tb(error.__traceback__)[-1]
                key = f"{type(error).__name__} at {Path(place.filename).name}:{place.lineno}"
                found[key] += 1
                if found[key] == 1:
                    print(f"seed {seed} {suffix} as {name}: {key}: {error}", flush=True)
                    (args.keep / f"{seed}{name}").write_bytes(data)
            taken = time.monotonic() - started
            slowest = max(slowest, taken)
            if taken > SLOW:
                found["slow"] += 1
                print(f"seed {seed} {suffix} as {name}: {taken:.0f} s", flush=True)
                (args.keep / f"{seed}{name}").write_bytes(data)
            path.unlink()
    print(f"{rounds} files from seed {args.seed}; slowest {slowest:.1f} s; {dict(outcomes)}")
    print(f"uncaught: {dict(found) or 'none'}")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
