"""A paragraph in two scripts → runs, each in one of them.

The paragraph is cut into pieces at the ends of its sentences and around long bracketed passages;
every piece is assigned to one family of scripts; neighbouring pieces of one family make a run. A
few words of the other family inside a sentence remain part of it: names, abbreviations, quoted
titles, short remarks in brackets.
"""

import re
from dataclasses import dataclass

from aligner.bitext import Block, BlockKind
from aligner.language_detection import FAMILIES, weigh_scripts
from aligner.text import EAST_ASIAN

LONG_INSERT = 72.0
"""Weight, in letters of Latin script, from which a bracketed passage is a text of its own (24
Chinese characters). In the essay seed the longest insert that belongs to its sentence weighs 45,
and the bracketed translation 800."""
INSERT_AT_BORDER = 12.0
"""Weight from which a bracketed passage after a finished sentence is a text of its own: "He left.
(他走了。)"."""
UNBRACKETED_EAST = 0.5
"""Weight of the Chinese characters outside brackets and quotes, as a share of the weight of the
Latin letters, from which a sentence is Chinese. English sentences hardly contain any Chinese
characters, while Chinese sentences often contain long English names."""

LONGEST_HEADING = 300
"""Most characters of a heading that may hold both languages."""

_PAIRS = {"[": "]", "(": ")", "（": "）", "【": "】", "［": "］", "〔": "〕"}
_BORDER = re.compile(
    r"[。！？｡][”’」』〉》】〕）)\]\"']*"
    r"|[.!?…؟۔][\"'”’»)\]）】」』]*(?=[\s\"“‘«(\[（【「『]|[^\x00-\x7f]|$)"
    r"|[\n\t]+|\s[|/¦]+\s"
)
_ASIDE = re.compile(
    r"\([^()]*\)|（[^（）]*）|\[[^\[\]]*\]|【[^【】]*】|《[^《》]*》|“[^“”]*”|「[^「」]*」|‘[^‘’]*’|\"[^\"]*\""
)
_STOPPED = re.compile(r"[.。!！?？…:：][\"'”’»)\]）】」』]*\s*$")
_NO_WORD = r"(?:[^A-Za-z]|(?<![A-Za-z])[A-Z](?![A-Za-z]))"
"""A character of Chinese text; a single capital is the number of an appendix (附录A)."""
_SWITCH = re.compile(
    rf"(?P<latin>[^{EAST_ASIAN}]*[A-Za-z][^{EAST_ASIAN}]*?)[\s:：|/–—-]+"
    rf"(?P<east>[“「《【]?[{EAST_ASIAN}]{_NO_WORD}*)"
    rf"|(?P<east2>{_NO_WORD}*[{EAST_ASIAN}]{_NO_WORD}*?)[\s:：|/–—-]+"
    rf"(?P<latin2>[“\"(]?[A-Za-z][^{EAST_ASIAN}]*)"
)


_ONE_SCRIPT = re.compile(rf"[{EAST_ASIAN}][^A-Za-z]*|[^{EAST_ASIAN}]+")
_PROSE = re.compile(
    r"\b(?:the|an?|of|and|or|to|in|on|at|for|with|from|by|how|what|why|is|are)\b", re.IGNORECASE
)
"""Words that show that the Latin letters of a heading are English and no name in a Chinese heading,
as in "Python 入门"."""

_CHAPTER = re.compile(
    r"[\W\d]*(?:chapter|lesson|part|unit|section|act|scene|book|volume|appendix|annex|article|item"
    r"|module|day|episode|exercise|table|figure|preface|foreword|prologue|epilogue|introduction"
    r"|conclusion|contents|table of contents|index|glossary|bibliography|notes|abstract|summary)\b",
    re.IGNORECASE,
)
_CHAPTER_EAST = re.compile(
    r"[\W\d]*(?:第.{1,6}[章课課部节節幕卷篇条條单單册冊讲講回集天场場]|附[录錄件]|前言|序[言幕章]?|引言|[导導][论論言]"
    r"|[结結][论論语語束]|目[录錄次]|索引|[词詞術术][汇彙语語]|[练練][习習]|[参參]考文[献獻]|[单單]元|[摘概]要|尾[声聲]"
    r"|后记|後記|[课課]文|表|[图圖]|注[释釋])"
)
"""What opens the headings of chapters in English and in Chinese: short as they are, the two halves
of "Chapter 1 第一章" say the same."""


@dataclass(frozen=True, slots=True)
class ScriptRun:
    """A span of the text and the family of scripts that its letters belong to."""

    start: int
    end: int
    family: str
    insert: bool = False
    """Whether it is a bracketed passage; its brackets belong to neither language."""


def find_script_runs(
    text: str, block: Block, families: tuple[str, str], *, divide: bool = False
) -> list[ScriptRun]:
    """The runs of a block in order; `family` is "" if the block has letters of neither.

    `divide` says that headings of this text hold both languages ("1.2 Scope 适用范围").
    """
    switch = find_switch(text, block, families) if divide else None
    if switch is not None:
        return switch
    return _merge(text, _cut(text, block, families))


def find_switch(text: str, block: Block, families: tuple[str, str]) -> list[ScriptRun] | None:
    """The two halves of a block that changes its script once, as a heading in both languages does.

    None for longer blocks, and for those that end as a sentence does.
    """
    content = text[block.start : block.end]
    if len(content) > LONGEST_HEADING or "\n" in content or _STOPPED.search(content):
        return None
    match = _SWITCH.fullmatch(content.strip())
    if not match or "Latin" not in families or not {"East", "Hangul"} & set(families):
        return None
    name = "East" if "East" in families else "Hangul"
    offset = block.start + len(content) - len(content.lstrip())
    second = offset + (match.start("east") if match["east"] else match.start("latin2"))
    order = ("Latin", name) if match["east"] else (name, "Latin")
    return [ScriptRun(block.start, second, order[0]), ScriptRun(second, block.end, order[1])]


def _cut(text: str, block: Block, families: tuple[str, str]) -> list[ScriptRun]:
    """The pieces of a block, in order, without overlap, each with its family or ""."""
    pieces: list[ScriptRun] = []
    start = block.start
    for first, last in _inserts(text, block, families):
        pieces.extend(_sentences(text, start, first, families, block.kind))
        inside = text[first + 1 : last - 1]
        pieces.append(ScriptRun(first, last, _classify(inside, families), insert=True))
        start = last
    pieces.extend(_sentences(text, start, block.end, families, block.kind))
    return pieces


def _inserts(text: str, block: Block, families: tuple[str, str]) -> list[tuple[int, int]]:
    """Bracketed passages in another script than the text before them, long enough to be a text."""
    found: list[tuple[int, int]] = []
    free = block.start
    for first, last in _bracketed(text, block):
        inside = text[first + 1 : last - 1]
        family = _classify(inside, families)
        weight = _weight(inside, family) if family else 0.0
        title = _is_title(text, block, first, last, families)
        if (weight < INSERT_AT_BORDER and not title) or first < free:
            continue
        # About a sentence: a longer context would take quadratic time in long paragraphs.
        before = text[max(free, first - 400) : first]
        after = text[last : min(last + 400, block.end)]
        host = _classify(_last_sentence(before) or after, families)
        if not host or family == host:
            continue
        stopped = not before.strip() or _STOPPED.search(before)
        complete = bool(_STOPPED.search(inside)) and weight >= 30
        # "Item 72: Favor standard exceptions（鼓励复用标准异常）": a heading and its translation.
        headline = (
            block.kind is BlockKind.HEADING and len(before.split()) >= 3 and not after.strip()
        )
        if weight >= LONG_INSERT or stopped or complete or headline or title:
            found.append((first, last))
            free = last
    return found


def _is_title(text: str, block: Block, first: int, last: int, families: tuple[str, str]) -> bool:
    """Whether brackets end a heading in Latin letters only and hold Chinese only: "Setup（安装）".

    The other way round ("深度学习（Deep Learning）") they often hold the foreign word of a heading
    whose counterpart stands elsewhere.
    """
    return (
        block.kind is BlockKind.HEADING
        and set(families) == {"East", "Latin"}
        and text[last : block.end].strip() == ""
        and _only(text[block.start : first], "Latin", families)
        and _only(text[first + 1 : last - 1], "East", families)
    )


def _only(content: str, family: str, families: tuple[str, str]) -> bool:
    return all((_weight(content, name) > 0) == (name == family) for name in families)


def _bracketed(text: str, block: Block) -> list[tuple[int, int]]:
    """Outermost bracket pairs, brackets included; unclosed brackets are ignored."""
    found: list[tuple[int, int]] = []
    stack: list[tuple[int, str]] = []
    for position in range(block.start, block.end):
        character = text[position]
        if character in _PAIRS:
            stack.append((position, _PAIRS[character]))
        elif any(character == closer for _, closer in stack[-4:]):
            while stack[-1][1] != character:
                stack.pop()
            first, _ = stack.pop()
            while found and found[-1][0] > first:
                found.pop()
            found.append((first, position + 1))
    return found


def _last_sentence(before: str) -> str:
    start = 0
    for border in _BORDER.finditer(before):
        if before[border.end() :].strip(" \"'”’)]"):
            start = border.end()
    return before[start:].strip()


def _sentences(
    text: str, start: int, end: int, families: tuple[str, str], kind: BlockKind
) -> list[ScriptRun]:
    pieces: list[ScriptRun] = []
    first = start
    for border in _BORDER.finditer(text, start, end):
        pieces.extend(_switched(text, first, border.end(), families, kind))
        first = border.end()
    if first < end:
        pieces.extend(_switched(text, first, end, families, kind))
    return pieces


def _switched(
    text: str, start: int, end: int, families: tuple[str, str], kind: BlockKind
) -> list[ScriptRun]:
    """A sentence as one piece; a bilingual heading ("Deep Challenges 深层挑战") as two."""
    content = text[start:end]
    heading = end - start <= LONGEST_HEADING and not _STOPPED.search(content)
    match = _SWITCH.fullmatch(content.strip()) if heading else None
    if match and {"East", "Hangul"} & set(families) and "Latin" in families:
        latin = match["latin"] or match["latin2"] or ""
        east = match["east"] or match["east2"] or ""
        name = "East" if "East" in families else "Hangul"
        long = len(latin.split()) >= 3 and _weight(east, name) >= INSERT_AT_BORDER * 2
        chapter = _CHAPTER.match(latin) and _CHAPTER_EAST.match(east)
        if long or chapter or (kind is BlockKind.HEADING and _PROSE.search(latin)):
            offset = start + len(content) - len(content.lstrip())
            second = offset + (match.start("east") if match["east"] else match.start("latin2"))
            order = ("Latin", name) if match["east"] else (name, "Latin")
            return [ScriptRun(start, second, order[0]), ScriptRun(second, end, order[1])]
    if heading and set(families) == {"East", "Latin"}:
        pieces = [piece.span() for piece in _ONE_SCRIPT.finditer(text, start, end)]
        words = [text[slice(*piece)] for piece in pieces]
        if len(words) == 4 and any(
            _CHAPTER.match(a) and _CHAPTER_EAST.match(b) for a, b in (words[:2], words[1::-1])
        ):
            # "Part I 第一部分 The Sea 大海": number and title, each in both languages.
            return [ScriptRun(*piece, _classify(text[slice(*piece)], families)) for piece in pieces]
    return [ScriptRun(start, end, _classify(content, families))]


def _weight(content: str, family: str) -> float:
    scripts = weigh_scripts(content).items()
    return sum(weight for script, weight in scripts if FAMILIES[script] == family)


def _classify(content: str, families: tuple[str, str]) -> str:
    """The family that a piece belongs to; "" if it has letters of neither family."""
    weights = [_weight(content, family) for family in families]
    if not any(weights):
        return ""
    if not all(weights):
        return families[0] if weights[0] else families[1]
    if "East" in families and "Latin" in families:
        # Twice, for brackets inside brackets.
        core = _ASIDE.sub(" ", _ASIDE.sub(" ", content))
        latin, east = _weight(core, "Latin"), _weight(core, "East")
        if east * 2 < latin and (latin >= 12 or not east):
            return "Latin"
        if east >= UNBRACKETED_EAST * latin > 0 or (east and re.search(r"[。！？]\W*$", content)):
            return "East"
    return families[0] if weights[0] >= weights[1] else families[1]


def _merge(text: str, pieces: list[ScriptRun]) -> list[ScriptRun]:
    """Runs of one family each; pieces without letters join the run before, unless an insert."""
    runs: list[ScriptRun] = []
    waiting: int | None = None
    for piece in pieces:
        last = runs[-1] if runs else None
        if not piece.family:
            if last and not last.insert:
                runs[-1] = ScriptRun(last.start, piece.end, last.family)
            elif waiting is None:
                waiting = piece.start
        elif last and last.family == piece.family:
            runs[-1] = ScriptRun(last.start, piece.end, piece.family)
            waiting = None
        else:
            start = piece.start if waiting is None or piece.insert else waiting
            runs.append(ScriptRun(start, piece.end, piece.family, piece.insert))
            waiting = None
    if not runs and pieces:
        runs = [ScriptRun(pieces[0].start, pieces[-1].end, "")]
    return [_without_brackets(text, run) for run in runs]


def _without_brackets(text: str, run: ScriptRun) -> ScriptRun:
    if not run.insert:
        return run
    return ScriptRun(
        run.start + 1, text.rindex(_PAIRS[text[run.start]], run.start, run.end), run.family
    )
