"""Which pair a worker is at, so that a pair that kills its worker is found and left out.

A worker that runs out of memory, or crashes inside a library, cannot say so any more. It has noted
on disk at which pair it was; when the same pair has ended several workers of one run, it is
recorded as an error and the rest goes on.
"""

from pathlib import Path

from aligner.errors import AlignerError

MOST_DEATHS = 3
"""Machines go away by themselves now and then; three times at the same pair is not chance."""


class WorkerDiedError(AlignerError):
    """A pair at which workers died."""

    def __init__(self, deaths: int) -> None:
        super().__init__(
            f"the worker died {deaths} times at this pair, out of memory or inside a library. "
            "Align it alone with `duizhao align`, on a machine with more memory if need be."
        )


class Attempts:
    """The note of one shard: the run, the pairs at which workers died in it, and the current pair.

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
        """Row → workers that died at it."""

    def begin(self, row: int) -> None:
        """Note that a row is begun; WorkerDiedError when it has ended too many workers."""
        deaths = self.deaths.get(row, 0)
        if deaths >= MOST_DEATHS:
            raise WorkerDiedError(deaths)
        lines = [self._run, str(row), *(f"{r} {n}" for r, n in self.deaths.items())]
        # Not synced to disk: only the death of this process matters, not that of the machine.
        self._path.write_text("\n".join(lines), encoding="utf-8")

    def end(self) -> None:
        """The shard is complete."""
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
