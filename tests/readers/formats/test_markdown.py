"""Markdown."""

from aligner.bitext import BlockKind
from aligner.readers.formats.markdown import read
from aligner.readers.input.raw_input import RawInput
from aligner.readers.reading import ReadOptions

TEXT = """\
---
title: Disarmament
weight: 3
---
# Arms control ##

The treaty was
signed in Geneva.

Second heading
--------------

- one thing
- [ ] another thing
3. a third

> They never met.

```python
print("no text")
```

<!-- a remark -->
***
[1]: https://example.org
"""


def test_blocks_leave_out_the_marks() -> None:
    """Headings, items and quotations come without their marks; code stays out, a title comes."""
    reading = read(RawInput("a.md", TEXT.encode()), ReadOptions())
    found = [(block.kind.value, reading.text[block.start : block.end]) for block in reading.blocks]
    assert found == [
        ("paragraph", "Disarmament"),
        ("heading", "Arms control"),
        ("paragraph", "The treaty was signed in Geneva."),
        ("heading", "Second heading"),
        ("paragraph", "one thing"),
        ("paragraph", "another thing"),
        ("paragraph", "a third"),
        ("paragraph", "They never met."),
    ]


def test_lines_stay_lines() -> None:
    """With --lines a Markdown file is read like any other."""
    reading = read(RawInput("a.md", b"# One\ntwo"), ReadOptions(lines=True))
    assert [block.kind for block in reading.blocks] == [BlockKind.ROW, BlockKind.ROW]
