"""A stretch of both texts that is aligned by itself."""

from dataclasses import dataclass, replace

from aligner.bitext import Link, Run


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of both sides, and the numbers of links inside it."""

    source: Run
    target: Run

    def holds(self, link: Link) -> bool:
        """Whether both sides of a link lie inside."""
        return (
            self.source.start <= link.source.start
            and link.source.end <= self.source.end
            and self.target.start <= link.target.start
            and link.target.end <= self.target.end
        )

    def inner(self, link: Link) -> Link:
        """The link in numbers that begin at the window."""
        return self._move(link, -self.source.start, -self.target.start)

    def outer(self, link: Link) -> Link:
        """The link in the numbers of the whole texts."""
        return self._move(link, self.source.start, self.target.start)

    @staticmethod
    def _move(link: Link, source: int, target: int) -> Link:
        return replace(
            link,
            source=Run(link.source.start + source, link.source.end + source),
            target=Run(link.target.start + target, link.target.end + target),
        )
