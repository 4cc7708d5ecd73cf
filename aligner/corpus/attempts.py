"""Records which pair a worker is aligning, so that a pair that kills its workers is left out.

A worker that runs out of memory, or crashes inside a library, cannot report it. So it records the
current pair on disk beforehand; a pair that has killed several workers of one run is recorded as an
error, and the run continues without it.
"""

from pathlib import Path

from aligner.errors import AlignerError

MOST_DEATHS = 3
"""Deaths of workers at one pair from which the pair is the cause: a machine may fail by chance, but
hardly three times at the same pair."""


class WorkerDiedError(AlignerError):
    """Too many workers died at one pair."""

    def __init__(self, deaths: int) -> None:
        super().__init__(
            f"the worker died {deaths} times at this pair, out of memory or inside a library. "
            "Align it alone with `duizhao align`, on a machine with more memory if need be."
        )


class Attempts:
    """The record of one shard: the run, the pairs at which workers died, and the current pair.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     note = Path(folder) / "000000.txt"
    ...     Attempts(note, "monday").begin(7)
    ...     (Attempts(note, "monday").deaths, Attempts(note, "tuesday").deaths)
    ({7: 1}, {})
    """

    def __init__(self, path: Path, run: str) -> None:
        self._path = path
        self._run = run
        self.deaths = self._read()
        """Row → number of workers that died at it."""

    def begin(self, row: int) -> None:
        """Records that a row is begun.

        Raises:
            WorkerDiedError: Too many workers have died at the row.
        """
        deaths = self.deaths.get(row, 0)
        if deaths >= MOST_DEATHS:
            raise WorkerDiedError(deaths)
        lines = [self._run, str(row), *(f"{r} {n}" for r, n in self.deaths.items())]
        # Not synced to disk: it must survive this process, not the machine.
        self._path.write_text("\n".join(lines), encoding="utf-8")

    def end(self) -> None:
        """Deletes the record: the shard is complete."""
        self._path.unlink(missing_ok=True)

    def _read(self) -> dict[int, int]:
        try:
            run, current, *lines = self._path.read_text(encoding="utf-8").splitlines()
            if run != self._run:
                return {}
            deaths = {int(row): int(times) for row, times in (line.split() for line in lines)}
            row = int(current)
        except (OSError, ValueError):
            return {}
        return deaths | {row: deaths.get(row, 0) + 1}
