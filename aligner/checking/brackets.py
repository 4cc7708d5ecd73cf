"""Whether brackets that stay open, or close nothing, do so on both sides.

A quotation often runs over several sentences, so a bracket without a partner is fine as long as
the other side has one too.
"""

import re
from collections.abc import Iterator

from aligner.checking.finding import Finding, PairTexts, SideText, TextSpan

_KINDS = {
    "round": ("(（﹙", ")）﹚"),
    "square": ("[［【〔", "]］】〕"),
    "title": ("《〈", "》〉"),
}
_MARKS = re.compile(f"[{re.escape(''.join(a + b for a, b in _KINDS.values()))}]")
# The bracket of a list mark such as a) or 1) has no partner.
_LIST_MARK = re.compile(r"(?:^|(?<=[\s;；,，。.]))(?:[ivx]{1,4}|[A-Za-z]|\d{1,2})[)）]")


def check_brackets(pair: PairTexts) -> Iterator[Finding]:
    """Finding `brackets`: the brackets without a partner that only one side has."""
    source, target = _unmatched(pair.source), _unmatched(pair.target)
    for kind in _KINDS:
        left, right = source.get(kind, []), target.get(kind, [])
        if (len(left) != len(right)) and (not left or not right):
            side = pair.source if left else pair.target
            offsets = left or right
            marks = "".join(side.text[offset] for offset in offsets)
            where = "source" if left else "target"
            yield Finding("brackets", f"{marks} in the {where}", _spans(side, offsets))


def _spans(side: SideText, offsets: list[int]) -> tuple[TextSpan, ...]:
    return tuple(side.locate(offset, offset + 1) for offset in offsets)


def _unmatched(side: SideText) -> dict[str, list[int]]:
    """The offsets of brackets without a partner, by kind."""
    marks = [(match.start(), match[0]) for match in _MARKS.finditer(side.text)]
    if not marks:
        return {}
    listed = {match.end() - 1 for match in _LIST_MARK.finditer(side.text)}
    alone: dict[str, list[int]] = {}
    for kind, (opening, closing) in _KINDS.items():
        waiting: list[int] = []
        lonely: list[int] = []
        for offset, c in marks:
            if c in opening:
                waiting.append(offset)
            elif c in closing and waiting:
                waiting.pop()
            elif c in closing and offset not in listed:
                lonely.append(offset)
        alone[kind] = sorted(lonely + waiting)
    return alone
