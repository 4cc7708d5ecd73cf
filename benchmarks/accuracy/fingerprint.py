"""Records what the program gives, byte by byte, to show that a change of the code changed nothing.

    python -m benchmarks.accuracy.fingerprint EVAL -o FOLDER [--program ROOT] [--only PART]
    python -m benchmarks.accuracy.fingerprint --compare FOLDER_A FOLDER_B

EVAL holds the evaluation sets; ROOT is the checkout to run (default: this folder), so an old commit
in another folder can be recorded too. Only the command line is used. Parts: seeds, exporters, full,
excerpts, terms. All of it takes about six minutes of one core.

With --project FILE the part `project` exports that project too, in every format: one with notes,
decisions and beads of several sentences shows more than the essay does.

Replaced or left out, because they vary between two runs of the same code: the folder of the program
and of the project, and of `info` the time of the last run and the size of the file. The version of
the program is replaced when comparing. Nothing else is, line ends included. Standard error is not
kept: which progress lines it holds depends on the clock.
"""

import argparse
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from itertools import zip_longest
from pathlib import Path

PAIR_FORMATS = ("tmx csv tsv jsonl xliff xliff2 xlsx docx html moses intertext hunalign beads "
                "parquet").split()  # fmt: skip
TERM_FORMATS = ("csv tsv tmx tbx tbx2 xlsx json deepl google azure omegat memoq weblate "
                "anki").split()  # fmt: skip
ESSAY = "seeds/tong-zhao-essay.txt"
CORPUS = "seeds/nonproliferation-cooperation.zh.txt"
GOLD = "seeds/tong-zhao-essay.gold.json"
FULL_SETS = {
    "mac-dev": ("en", "zh"),
    "magazine": ("en", "zh"),
    "textberg-dev": ("de", "fr"),
    "alignar-dev/law": ("ar", "en"),
    "alignar-dev/literature": ("ar", "en"),
}
VERSION = re.compile(rb'(duizhao(?: |": "|" (?:creationtoolversion|tool-version)="))\d+\.\d+\.\d+')
"""The program's version as the formats write it."""


class Recorder:
    """Runs commands of one checkout and keeps what they give in a folder."""

    def __init__(self, root: Path, folder: Path, project: Path | None) -> None:
        self.root = root
        self.folder = folder
        self.project = project
        self.work = folder / "_work"
        self.work.mkdir(parents=True, exist_ok=True)
        environment = {"PYTHONPATH": str(root), "COLUMNS": "100", "NO_COLOR": "1"}
        self._environment = {**os.environ, **environment, "LC_ALL": "C.UTF-8"}

    def run(self, *words: str | Path) -> str:
        """Standard output of one command; raises CalledProcessError if it fails."""
        command = [sys.executable, "-m", "aligner", *map(str, words)]
        done = subprocess.run(
            command, cwd=self.root, env=self._environment, capture_output=True, check=True
        )
        return done.stdout.decode("utf-8")

    def keep(self, name: str, text: str) -> None:
        """Writes one text under its name, without what differs from checkout to checkout."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = text.replace(str(self.work), "WORK").replace(str(self.root), "ROOT")
        path.write_bytes(text.encode("utf-8"))

    def align(self, name: str, *words: str | Path) -> Path:
        """A project, made anew."""
        project = self.work / f"{name}.duizhao"
        project.unlink(missing_ok=True)
        self.run("align", *words, "-o", project, "--force", "--quiet")
        return project


def record_seeds(recorder: Recorder, _: Path) -> None:
    """What every command prints about the essay."""
    essay = recorder.align("essay", ESSAY)
    beads = recorder.work / "essay.pred"
    beads.write_text(recorder.run("align", ESSAY, "--format", "beads"), encoding="utf-8")
    build = ("glossary", "build", essay, "--corpus", CORPUS)
    commands: dict[str, tuple[str | Path, ...]] = {
        **{
            f"align-{form}": ("align", ESSAY, "--format", form)
            for form in ("summary", "table", "beads", "jsonl", "tsv")
        },
        "info": ("info", essay),
        "info-json": ("info", essay, "--json"),
        "check": ("check", essay),
        "check-json": ("check", essay, "--json"),
        "find": ("find", essay, "核武库"),
        "glossary": build,
        "glossary-json": (*build, "--json"),
        "glossary-check": ("glossary", "check", essay),
        "glossary-check-json": ("glossary", "check", essay, "--json"),
        "evaluate": ("evaluate", beads, GOLD),
        "evaluate-json": ("evaluate", beads, GOLD, "--json"),
        "models": ("models",),
    }
    for name, words in commands.items():
        text = recorder.run(*words)
        recorder.keep(f"seeds/{name}.txt", drop_run_facts(text) if name[:4] == "info" else text)


def drop_run_facts(info: str) -> str:
    """What `info` prints, without the size of the file and the time of the last run."""
    text = re.sub(r'(?m)^last run .*\n| *"(created|bytes|size[^"]*)": .*\n', "", info)
    return re.sub(r"(?m)^(\S+\.duizhao) +[\d.]+ MB", r"\1", text)


def record_exporters(recorder: Recorder, _: Path) -> None:
    """Every format of pairs and of terms, for the essay."""
    essay = recorder.align("essay", ESSAY)
    recorder.run("glossary", "build", essay, "--corpus", CORPUS)
    export_all(recorder, essay, "exporters")


def record_project(recorder: Recorder, _: Path) -> None:
    """Every format of pairs and of terms, for the project that was named."""
    if recorder.project is None:
        return
    project = recorder.work / recorder.project.name
    shutil.copyfile(recorder.project, project)
    for name, words in {"info": ("info", project), "check": ("check", project)}.items():
        recorder.keep(f"project/{name}.txt", drop_run_facts(recorder.run(*words)))
    recorder.keep("project/glossary-check.txt", recorder.run("glossary", "check", project))
    export_all(recorder, project, "project")


def export_all(recorder: Recorder, project: Path, folder: str) -> None:
    """Writes a project in every format, each into a folder of its own."""
    for kind, command, formats in (
        ("pairs", ("export",), PAIR_FORMATS),
        ("terms", ("glossary", "export"), TERM_FORMATS),
    ):
        for form in formats:
            target = recorder.folder / folder / f"{kind}-{form}" / f"{project.stem}.{form}"
            target.parent.mkdir(parents=True, exist_ok=True)
            recorder.run(*command, project, "--format", form, "-o", target, "--force")


def record_full(recorder: Recorder, data: Path) -> None:
    """Beads of the hand-aligned complete texts."""
    for folder, languages in FULL_SETS.items():
        for source, target in find_pairs(data / folder, languages):
            words = ("--lines", "--source-lang", languages[0], "--target-lang", languages[1])
            beads = recorder.run("align", source, target, *words, "--format", "beads")
            recorder.keep(f"full/{folder}/{source.stem}.pred", beads)
    chapter = [data / "mac-dev" / f"mac-dev-001.{language}" for language in ("en", "zh")]
    rows = recorder.run("align", *chapter, "--lines", "--mode", "full", "--format", "jsonl")
    recorder.keep("full/mac-dev/mac-dev-001.jsonl", rows)


def record_excerpts(recorder: Recorder, data: Path) -> None:
    """Beads of the excerpt cases."""
    for source, target in find_pairs(data / "excerpts-dev", ("en", "zh")):
        beads = recorder.run("align", source, target, "--lines", "--format", "beads")
        recorder.keep(f"excerpts/{source.stem}.pred", beads)


def record_terms(recorder: Recorder, data: Path) -> None:
    """Glossaries of the line-aligned sets."""
    for name in ("nuclear-un", "terms-tico19", "terms-hkma-dev"):
        source, target = join_lines(data / name, recorder.work / name)
        project = recorder.align(name, source, target, "--aligned")
        recorder.run("glossary", "build", project)
        file = recorder.work / f"{name}.csv"
        recorder.run("glossary", "export", project, "--format", "csv", "-o", file, "--force")
        recorder.keep(f"terms/{name}.csv", file.read_bytes().decode("utf-8"))


PARTS: dict[str, Callable[[Recorder, Path], None]] = {
    "seeds": record_seeds,
    "exporters": record_exporters,
    "project": record_project,
    "full": record_full,
    "excerpts": record_excerpts,
    "terms": record_terms,
}


def find_pairs(folder: Path, languages: tuple[str, str]) -> Iterator[tuple[Path, Path]]:
    """Files of the two languages with the same name, in order."""
    for source in sorted(folder.rglob(f"*.{languages[0]}")):
        target = source.with_suffix(f".{languages[1]}")
        if target.exists():
            yield source, target


def join_lines(folder: Path, joined: Path) -> tuple[Path, Path]:
    """All documents of a set as one pair of files."""
    joined.mkdir(exist_ok=True)
    texts: tuple[list[str], list[str]] = ([], [])
    for pair in find_pairs(folder, ("en", "zh")):
        for text, file in zip(texts, pair, strict=True):
            text.append(file.read_text("utf-8").rstrip("\n") + "\n")
    files = joined / "all.en", joined / "all.zh"
    for file, text in zip(files, texts, strict=True):
        file.write_text("".join(text), "utf-8")
    return files


def write_sums(folder: Path) -> None:
    """The size and SHA-256 of every file that was kept."""
    files = sorted(p for p in folder.rglob("*") if p.is_file() and p.name != "fingerprint.json")
    sums = {
        str(p.relative_to(folder)): [p.stat().st_size, hashlib.sha256(p.read_bytes()).hexdigest()]
        for p in files
        if "_work" not in p.parts
    }
    (folder / "fingerprint.json").write_text(json.dumps(sums, indent=1) + "\n", "utf-8")


def compare(one: Path, other: Path) -> int:
    """Prints which files differ and where first; how many do."""
    names = [
        {str(p.relative_to(f)) for p in f.rglob("*") if p.is_file() and "_work" not in p.parts}
        for f in (one, other)
    ]
    wrong = 0
    for name in sorted((names[0] | names[1]) - {"fingerprint.json"}):
        if name not in names[0] or name not in names[1]:
            print(f"{name}: only in {one if name in names[0] else other}")
            wrong += 1
            continue
        found = list(find_differences((one / name).read_bytes(), (other / name).read_bytes()))
        if found:
            wrong += 1
            print(f"{name}:", *found[:6], sep="\n    ")
    print(f"{wrong} of {len((names[0] | names[1]) - {'fingerprint.json'})} files differ")
    return wrong


def find_differences(one: bytes, other: bytes) -> Iterator[str]:
    """The differing members of an archive or lines of a text."""
    if one.startswith(b"PK") and other.startswith(b"PK"):
        yield from find_members(one, other)
        return
    lines = [VERSION.sub(rb"\1X", data).split(b"\n") for data in (one, other)]
    for number, pair in enumerate(zip_longest(*lines, fillvalue=b""), start=1):
        if pair[0] != pair[1]:
            shown = " / ".join(repr(line.decode("utf-8", "replace")[:160]) for line in pair)
            yield f"line {number}: {shown}"
    if len(lines[0]) != len(lines[1]):
        yield f"{len(lines[0])} / {len(lines[1])} lines"


def find_members(one: bytes, other: bytes) -> Iterator[str]:
    """The members that only one of two archives holds, and those whose content differs."""
    packed = [zipfile.ZipFile(io.BytesIO(data)) for data in (one, other)]
    names = [set(file.namelist()) for file in packed]
    yield from (f"member {name} is missing" for name in sorted(names[0] ^ names[1]))
    for name in sorted(names[0] & names[1]):
        contents = [VERSION.sub(rb"\1X", file.read(name)) for file in packed]
        if contents[0] != contents[1]:
            yield f"member {name} differs ({len(contents[0])}, {len(contents[1])} bytes)"


def main() -> None:
    """Records or compares."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", type=Path, nargs="?", help="the folder with the evaluation sets")
    parser.add_argument("-o", "--output", type=Path)
    parser.add_argument("--program", type=Path, default=Path())
    parser.add_argument("--project", type=Path, help="also export this project in every format")
    parser.add_argument("--only", choices=PARTS, action="append")
    parser.add_argument("--compare", type=Path, nargs=2)
    arguments = parser.parse_args()
    if arguments.compare:
        raise SystemExit(1 if compare(*arguments.compare) else 0)
    project = arguments.project.resolve() if arguments.project else None
    recorder = Recorder(arguments.program.resolve(), arguments.output.resolve(), project)
    for part in arguments.only or PARTS:
        print(part, flush=True)
        PARTS[part](recorder, arguments.data.resolve())
    shutil.rmtree(recorder.work)
    write_sums(arguments.output)


if __name__ == "__main__":
    main()
