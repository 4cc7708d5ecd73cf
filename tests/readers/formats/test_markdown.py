"""Markdown."""

from aligner.bitext import BlockKind
from aligner.readers.formats.markdown import read
from aligner.readers.input.raw_input import RawInput
from aligner.readers.reading import ReadOptions

TEXT = """\
---
title: not text
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
    """Headings, list items and quotations come without their marks; code and head matter do not."""
    reading = read(RawInput("a.md", TEXT.encode()), ReadOptions())
    found = [(block.kind.value, reading.text[block.start : block.end]) for block in reading.blocks]
    assert found == [
        ("heading", "Arms control"),
        ("paragraph", "The treaty was\nsigned in Geneva."),
        ("heading", "Second heading"),
        ("paragraph", "one thing"),
        ("paragraph", "another thing"),
        ("paragraph", "a third"),
        ("paragraph", "They never met."),
    ]
    assert reading.text == TEXT


def test_lines_stay_lines() -> None:
    """With --lines a Markdown file is read like any other."""
    reading = read(RawInput("a.md", b"# One\ntwo"), ReadOptions(lines=True))
    assert [block.kind for block in reading.blocks] == [BlockKind.ROW, BlockKind.ROW]
