"""Cost of `corpus merge` and `corpus filter` over many links: seconds, processor time, memory.

    python -m benchmarks.speed.many_links PARALLEL.tsv.gz --links 1000000

Writes a Parquet file of `--links` links made of the sentence pairs of PARALLEL, every tenth
repeated with other punctuation, in documents of 1,000 links, and runs the commands on it.
"""

import argparse
import gzip
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import polars as pl

from aligner.corpus.results.tables import link_schema, write_parquet


def write_links(parallel: Path, path: Path, count: int) -> None:
    """Write the links; a number in each text makes them distinct."""
    with gzip.open(parallel, "rt", encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t")[1:3] for line in file]
    texts = pl.DataFrame(rows, schema=["source", "target"], orient="row")
    number = pl.int_range(count, dtype=pl.UInt32)
    # Each tenth link has the text of the one before it.
    text_number = pl.when(number % 10 == 9).then(number - 1).otherwise(number)
    frame = pl.select(number.alias("link"), text_number.alias("text_number")).with_columns(
        at=pl.col("text_number") % len(rows)
    )
    frame = frame.join(
        texts.with_row_index("at"), on="at", how="left", maintain_order="left"
    ).with_columns(
        pair=pl.format("document-{}", pl.col("link") // 1000),
        source=pl.format(
            "{} {}{}",
            "text_number",
            "source",
            pl.when(pl.col("link") % 2 == 1).then(pl.lit(".")).otherwise(pl.lit("")),
        ),
        target=pl.format("{} {}", "text_number", "target"),
        source_lang=pl.lit("en"),
        target_lang=pl.lit("zh"),
        source_ids=pl.concat_list(pl.col("link") % 1000),
        target_ids=pl.concat_list(pl.col("link") % 1000),
        source_spans=pl.lit([[0, 40]], dtype=pl.List(pl.List(pl.UInt32))),
        target_spans=pl.lit([[0, 14]], dtype=pl.List(pl.List(pl.UInt32))),
        confidence=0.5 + (pl.col("link") % 5000) / 10_000,
        status=pl.lit("auto"),
        flags=pl.lit([], dtype=pl.List(pl.String)),
        note=pl.lit(""),
    )
    write_parquet(frame.select(list(link_schema())).cast(link_schema()), path)


def main() -> None:
    """Write the links, run the commands, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("parallel", type=Path)
    parser.add_argument("--links", type=int, default=1_000_000)
    parser.add_argument("--write", type=Path, help="only write the links to this file")
    arguments = parser.parse_args()
    if arguments.write:
        write_links(arguments.parallel, arguments.write, arguments.links)
        return
    print(
        "| command | links | wall s | CPU s | peak MB | result MB |\n|---|---:|---:|---:|---:|---:|"
    )
    with tempfile.TemporaryDirectory() as name:
        links = Path(name) / "links.parquet"
        # In a process of its own: the peak memory of this one would count for its children too.
        command = [
            sys.executable,
            "-m",
            "benchmarks.speed.many_links",
            str(arguments.parallel),
            "--write",
            str(links),
        ]
        subprocess.run([*command, "--links", str(arguments.links)], check=True)
        for action in (["merge"], ["filter"], ["filter", "--repeats"]):
            print(_measure(action, links, Path(name) / "out.parquet", arguments.links), flush=True)


def _measure(command: list[str], links: Path, output: Path, count: int) -> str:
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "aligner", "corpus", *command, "-q", "-f", links, "-o", output]
    )
    _, status, used = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{command} failed")
    cells = [
        " ".join(command), f"{count:,}", f"{time.perf_counter() - start:.1f}",
        f"{used.ru_utime + used.ru_stime:.1f}", f"{used.ru_maxrss / 1024:,.0f}",
        f"{output.stat().st_size / 1e6:,.0f}",
    ]  # fmt: skip
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
