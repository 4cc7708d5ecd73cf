"""Records what the program gives, byte by byte, to show that a change of the code changed nothing.

    python -m benchmarks.accuracy.fingerprint EVAL -o FOLDER [--program ROOT] [--only PART]
    python -m benchmarks.accuracy.fingerprint --compare FOLDER_A FOLDER_B

EVAL holds the evaluation sets; ROOT is the checkout to run (default: this folder), so an old commit
in another folder can be recorded too. Only the command line is used. Parts: seeds, exporters, full,
excerpts, terms. All of it takes about six minutes of one core.

The program's version and the folder it runs in are replaced before comparing; nothing else is.
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
from pathlib import Path

PAIR_FORMATS = ("tmx csv tsv jsonl xliff xliff2 xlsx docx html moses intertext hunalign beads "
                "parquet").split()  # fmt: skip
TERM_FORMATS = ("csv tsv tmx tbx tbx2 xlsx json deepl google azure omegat memoq weblate "
                "anki").split()  # fmt: skip
ESSAY = "seeds/tong-zhao-essay.txt"
CORPUS = "seeds/nonproliferation-cooperation.zh.txt"


class Recorder:
    """Runs commands of one checkout and keeps what they give in a folder."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.root = root
        self.folder = folder
        self.work = folder / "_work"
        self.work.mkdir(parents=True, exist_ok=True)
        environment = {"PYTHONPATH": str(root), "COLUMNS": "100", "NO_COLOR": "1"}
        self._environment = {**os.environ, **environment, "LC_ALL": "C.UTF-8"}

    def run(self, *words: str | Path) -> str:
        """Standard output of one command.

        Raises:
            CalledProcessError: The command failed.
        """
        command = [sys.executable, "-m", "aligner", *map(str, words)]
        done = subprocess.run(
            command, cwd=self.root, env=self._environment, capture_output=True, check=True
        )
        return done.stdout.decode("utf-8")

    def keep(self, name: str, text: str) -> None:
        """Write a text under its name, without what differs from checkout to checkout."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = text.replace(str(self.work), "WORK").replace(str(self.root), "ROOT")
        path.write_text(text, encoding="utf-8")

    def align(self, name: str, *words: str | Path) -> Path:
        """Align into a new project; returns its path."""
        project = self.work / f"{name}.duizhao"
        project.unlink(missing_ok=True)
        self.run("align", *words, "-o", project, "--force", "--quiet")
        return project


def record_seeds(recorder: Recorder, _: Path) -> None:
    """Record what every command prints about the essay."""
    essay = recorder.align("essay", ESSAY)
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
        "models": ("models",),
    }
    for name, words in commands.items():
        text = recorder.run(*words)
        # The size of the file and the time of the run are not results.
        text = re.sub(r".*(last run| MB\)?$|\"bytes\"|\"size|\"last_run|\"run).*\n", "", text)
        recorder.keep(f"seeds/{name}.txt", text)


def record_exporters(recorder: Recorder, _: Path) -> None:
    """Record the essay in every format of pairs and of terms."""
    essay = recorder.align("essay", ESSAY)
    recorder.run("glossary", "build", essay, "--corpus", CORPUS)
    for form in PAIR_FORMATS:
        target = recorder.folder / "exporters" / f"pairs-{form}" / f"essay.{form}"
        target.parent.mkdir(parents=True, exist_ok=True)
        recorder.run("export", essay, "--format", form, "-o", target, "--force")
    for form in TERM_FORMATS:
        target = recorder.folder / "exporters" / f"terms-{form}" / f"essay.{form}"
        target.parent.mkdir(parents=True, exist_ok=True)
        recorder.run("glossary", "export", essay, "--format", form, "-o", target, "--force")


def record_full(recorder: Recorder, data: Path) -> None:
    """Record the beads of the complete texts that were aligned by hand."""
    for folder, languages in (
        ("mac-dev", ("en", "zh")), ("magazine", ("en", "zh")), ("textberg-dev", ("de", "fr"))
    ):  # fmt: skip
        for source, target in find_pairs(data / folder, languages):
            words = ("--lines", "--source-lang", languages[0], "--target-lang", languages[1])
            beads = recorder.run("align", source, target, *words, "--format", "beads")
            recorder.keep(f"full/{folder}/{source.stem}.pred", beads)


def record_excerpts(recorder: Recorder, data: Path) -> None:
    """Record the beads of the excerpt cases."""
    for source, target in find_pairs(data / "excerpts-dev", ("en", "zh")):
        beads = recorder.run("align", source, target, "--lines", "--format", "beads")
        recorder.keep(f"excerpts/{source.stem}.pred", beads)


def record_terms(recorder: Recorder, data: Path) -> None:
    """Record the glossaries of the sets that are aligned line by line."""
    for name in ("nuclear-un", "terms-tico19", "terms-hkma-dev"):
        source, target = join_lines(data / name, recorder.work / name)
        project = recorder.align(name, source, target, "--aligned")
        recorder.run("glossary", "build", project)
        file = recorder.work / f"{name}.csv"
        recorder.run("glossary", "export", project, "--format", "csv", "-o", file, "--force")
        recorder.keep(f"terms/{name}.csv", file.read_text("utf-8"))


PARTS: dict[str, Callable[[Recorder, Path], None]] = {
    "seeds": record_seeds,
    "exporters": record_exporters,
    "full": record_full,
    "excerpts": record_excerpts,
    "terms": record_terms,
}


def find_pairs(folder: Path, languages: tuple[str, str]) -> Iterator[tuple[Path, Path]]:
    """Yields files of the two languages with the same name, in order."""
    for source in sorted(folder.rglob(f"*.{languages[0]}")):
        target = source.with_suffix(f".{languages[1]}")
        if target.exists():
            yield source, target


def join_lines(folder: Path, joined: Path) -> tuple[Path, Path]:
    """Join all documents of a set into one pair of files."""
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
    """Write the size and SHA-256 of every file that was recorded."""
    files = sorted(p for p in folder.rglob("*") if p.is_file() and p.name != "fingerprint.json")
    sums = {
        str(p.relative_to(folder)): [p.stat().st_size, hashlib.sha256(p.read_bytes()).hexdigest()]
        for p in files
        if "_work" not in p.parts
    }
    (folder / "fingerprint.json").write_text(json.dumps(sums, indent=1) + "\n", "utf-8")


def compare(one: Path, other: Path) -> int:
    """Print which files differ, and where first; returns how many differ."""
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
    """Yields the differing members of an archive, or the differing lines of a text."""
    one, other = (re.sub(rb"duizhao[^\n]{0,40}?0\.[12]\.0", b"duizhao X", b) for b in (one, other))
    if one == other:
        return
    if one.startswith(b"PK"):
        packed = [zipfile.ZipFile(io.BytesIO(data)) for data in (one, other)]
        members = [set(file.namelist()) for file in packed]
        yield from (f"member {name} is missing" for name in sorted(members[0] ^ members[1]))
        for name in sorted(members[0] & members[1]):
            contents = [file.read(name) for file in packed]
            if contents[0] != contents[1]:
                yield f"member {name} differs ({len(contents[0])}, {len(contents[1])} bytes)"
        return
    lines = [data.decode("utf-8", "replace").splitlines() for data in (one, other)]
    for number in range(max(map(len, lines))):
        pair = [text[number] if number < len(text) else "" for text in lines]
        if pair[0] != pair[1]:
            yield f"line {number + 1}: {pair[0][:160]!r} / {pair[1][:160]!r}"


def main() -> None:
    """Record or compare."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", type=Path, nargs="?", help="the folder with the evaluation sets")
    parser.add_argument("-o", "--output", type=Path)
    parser.add_argument("--program", type=Path, default=Path())
    parser.add_argument("--only", choices=PARTS, action="append")
    parser.add_argument("--compare", type=Path, nargs=2)
    arguments = parser.parse_args()
    if arguments.compare:
        raise SystemExit(1 if compare(*arguments.compare) else 0)
    recorder = Recorder(arguments.program.resolve(), arguments.output.resolve())
    for part in arguments.only or PARTS:
        print(part, flush=True)
        PARTS[part](recorder, arguments.data.resolve())
    shutil.rmtree(recorder.work)
    write_sums(arguments.output)


if __name__ == "__main__":
    main()
