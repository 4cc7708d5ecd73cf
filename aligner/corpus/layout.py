"""The files in the folder of a corpus run.

plan/plan.json             the settings of the run: manifest, options, versions
plan/rows-00000.parquet    the manifest, normalised, with the cost of each row
plan/shards.parquet        first row, rows and cost of each shard
links/000000.parquet       the links of a shard; documents/ and errors/ likewise
done/000000.json           the shard is complete: its numbers, and the sizes of its files
attempts/000000.txt        the pair a worker is aligning; removed when the shard is complete
vectors/000000.sqlite      vectors of a slow model, only with --keep-vectors
report.json, report.md     written when all shards are complete
"""

from dataclasses import dataclass
from pathlib import Path

TABLES = ("links", "documents", "errors")


@dataclass(frozen=True, slots=True)
class Layout:
    """The paths in a result folder."""

    folder: Path

    @property
    def plan(self) -> Path:
        """The folder of the plan."""
        return self.folder / "plan"

    def make(self) -> None:
        """Makes the folders that shards write to."""
        for name in (*TABLES, "done", "attempts"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)

    def table(self, name: str, shard: int) -> Path:
        """The file of a shard's table, one of `TABLES`."""
        return self.folder / name / f"{shard:06d}.parquet"

    def marker(self, shard: int) -> Path:
        """The file whose existence says that a shard is complete."""
        return self.folder / "done" / f"{shard:06d}.json"

    def attempt(self, shard: int) -> Path:
        """The file that says which pair of a shard a worker is aligning."""
        return self.folder / "attempts" / f"{shard:06d}.txt"

    def vectors(self, shard: int) -> Path:
        """The file that keeps the vectors of a shard, if vectors are kept."""
        return self.folder / "vectors" / f"{shard:06d}.sqlite"

    def tables(self, name: str) -> list[Path]:
        """The files of a table, in the order of the manifest."""
        return sorted((self.folder / name).glob("*.parquet"))

    def finished(self) -> set[int]:
        """The numbers of the shards that are complete."""
        return {int(path.stem) for path in (self.folder / "done").glob("*.json")}
