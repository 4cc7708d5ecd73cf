"""The stretch of two texts that is aligned again on its own."""

from dataclasses import dataclass, replace

from aligner.bitext import Link, Run


@dataclass(frozen=True, slots=True)
class Window:
    """A run of sentences on each side; converts links to and from numbers inside the runs."""

    source: Run
    target: Run

    def contains(self, link: Link) -> bool:
        """Whether both sides of a link lie inside the window."""
        return (
            self.source.start <= link.source.start
            and link.source.end <= self.source.end
            and self.target.start <= link.target.start
            and link.target.end <= self.target.end
        )

    def to_window(self, link: Link) -> Link:
        """The link with sentences counted from the start of the window."""
        return self._move(link, -self.source.start, -self.target.start)

    def to_texts(self, link: Link) -> Link:
        """The link with sentences counted from the start of the texts."""
        return self._move(link, self.source.start, self.target.start)

    @staticmethod
    def _move(link: Link, source: int, target: int) -> Link:
        return replace(
            link,
            source=Run(link.source.start + source, link.source.end + source),
            target=Run(link.target.start + target, link.target.end + target),
        )
