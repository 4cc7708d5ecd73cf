"""Names of the features of a bead, and which of them belong together.

Swapping the two sides swaps the features named after a side and leaves the others as they are or
negates them (`ODD`), so weights learned in one direction can be mirrored.
"""

NAMES: tuple[str, ...] = (
    # similarity: cosine of the two runs, and less that of the neighbours (Bertalign's margin)
    "cosine", "margin", "margin-length", "cosine-length", "margin-best-rival",
    # growing and shrinking the runs by a sentence at either end: what the cosine gains
    "grow-source-left", "grow-source-right", "grow-target-left", "grow-target-right",
    "shrink-source-left", "shrink-source-right", "shrink-target-left", "shrink-target-right",
    "grow-most", "shrink-most", "split-gain",
    # length
    "length-log", "length-off", "length-off-squared", "length-z",
    # word coverage, and what it gains by growing
    "coverage-source", "coverage-target", "coverage-low", "sure-source", "sure-target",
    "missing-source", "missing-target",
    "word-grow-source-left", "word-grow-source-right",
    "word-grow-target-left", "word-grow-target-right",
    "word-shrink-source-left", "word-shrink-source-right",
    "word-shrink-target-left", "word-shrink-target-right",
    "claim-source-left", "claim-source-right", "claim-target-left", "claim-target-right",
    # punctuation
    "ending-same", "ending-question", "ending-exclamation", "source-ends-open", "target-ends-open",
    "quoted-start", "quoted-end", "quote-balance-source", "quote-balance-target",
    "marks-differ", "questions-differ", "exclamations-differ", "pauses-log",
    # numbers and names
    "numbers-missing-source", "numbers-missing-target", "numbers-shared",
    "latin-shared", "latin-missing",
    # shape
    "sentences-more", "skew", "both-many", "length-lean",
)  # fmt: skip
INDEX = {name: i for i, name in enumerate(NAMES)}
GROUPS: dict[str, tuple[str, ...]] = {
    "similarity": NAMES[0:5],
    "grow and shrink": NAMES[5:16],
    "length": NAMES[16:20],
    "word coverage": NAMES[20:27],
    "word grow and shrink": NAMES[27:39],
    "punctuation": NAMES[39:52],
    "numbers and names": NAMES[52:57],
    "shape": NAMES[57:61],
}
ODD = frozenset({"length-log"})
"""Features that change their sign when the sides are swapped."""

EMPTY_NAMES: tuple[str, ...] = (
    "bias", "cosine-near", "cosine-anywhere", "covered-near", "covered-anywhere", "length",
    "ends-open", "quoted",
)  # fmt: skip
"""Features of an empty bead: of the one sentence that it leaves without a counterpart, and of the
two sentences of the other text before and after the node."""
