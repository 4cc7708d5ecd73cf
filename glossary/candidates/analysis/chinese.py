"""The Chinese analyser: jieba's words, the parts of speech of its dictionary, term patterns."""

import re
from functools import lru_cache
from typing import Any

from aligner.splitting.chinese_words import new_segmenter
from glossary.candidates.analysis.patterns import match_spans
from glossary.candidates.tokens import Token

# Any run that begins and ends with a content word, with at most one 的 or conjunction inside.
# Chinese has few outward signs of a term, so the counterpart and the counts decide.
_CONTENT = r"[ANPVX]"
_INNER = r"[ANPVXUDQFKEH]"
PATTERN = re.compile(
    rf"(?:{_CONTENT}|(?:[ANPVXDUKF]){_INNER}*[TC]?{_INNER}*(?:{_CONTENT}|(?<=[ANPVX])(?:[UQ]|HU)))"
)
LONGEST = 7
"""Most tokens in a candidate."""

STOP = frozenset(
    "采取 利用 截至 是 为 能 会 要 可以 可能 应 应该 应当 需 需要 必须 使 令 让 将 "
    "把 被 给 对 向 以 进行 作出 予以 加以 包括 例如 称 说 认为 表示 指出 等 等等 没有 "
    "无 并 就 也 都 还 又 再 已 已经 正在 正 更 最 很 较 非常 十分 不 未 没 则 却 才 便 "
    "即 因此 因而 所以 但 但是 然而 同时 此外 另外 其中 之一 方面 有关 时 时候 之后 "
    "之前 以来 以及 通过 根据 按照 关于 对于 由于 为了 除了 我 我们 你 你们 您 他 他们 "
    "她 她们 它 它们 自己 什么 怎么 如何 哪 谁 大家 多少 几 咱们 本身 如此 在 从 到 由 "
    "于 和 同 跟 比 向 往 当 年 月 日 目前 现在 今天 其 该 本 各 某 每 此 这 那 个 种 些 "
    "一个 一种 一些 这些 那些 这个 这种 多 少 大 小 高 低 许多 大量 "
    "任何 所有 全部 一样 成为 作为 位于 其所 所".split()
)
"""Words without a meaning of their own, whatever part of speech the dictionary gives."""

_TAGS = {
    "n": "N", "t": "N", "s": "N", "j": "N", "l": "N", "i": "N", "g": "N", "v": "V", "a": "A",
    "b": "A", "z": "X", "d": "D", "m": "U", "q": "Q", "f": "F", "x": "X", "h": "K", "k": "X",
    "u": "O", "c": "O", "r": "A", "p": "E", "y": "O", "e": "O", "o": "O",
}  # fmt: skip

_SPECIAL = {
    **dict.fromkeys("的之", "T"),
    **dict.fromkeys("和与及或", "C"),
    # These modify the word that follows: 不公平, 未经验证, 大流行, 高层, 可再生, 有条件, 主要业务.
    **dict.fromkeys("不未多大小高低非可有", "D"),
    **dict.fromkeys("主要 重要 相关 即时 其他 其它 不同 使用".split(), "D"),
    # The dictionary calls these adverbs; they are terms or parts of terms.
    **dict.fromkeys(
        "更新 立法 互动 首相 首都 同步 随机 暂停 差别 必要 进步 反对 同意 难度 "
        "进度 到期 约旦 也门".split(), "N"
    ),
    **dict.fromkeys(
        "自然 共同 相同 长期 高速 日常 快速 异常 初步 最新 真实 正常 一致 特定 全新 自愿 长远 高新 "
        "极度 急剧 一次性 实时 定时 轻度 永久".split(), "A"
    ),
    **dict.fromkeys("英镑 美元 港元 澳元 加元".split(), "N"),
}  # fmt: skip

RARE_ADVERB = 200
"""Words that jieba's dictionary calls adverbs and counts fewer times than this are mostly not
adverbs (预后, 霍乱). The more frequent ones were checked by hand; see `_SPECIAL`."""


@lru_cache(maxsize=1)
def _segmenter() -> Any:
    return new_segmenter()


@lru_cache(maxsize=1)
def _tags() -> dict[str, str]:
    """The part of speech of each word in jieba's dictionary.

    jieba.posseg uses the context, but is ten times slower and was no better at finding terms.
    """
    import importlib.resources

    table: dict[str, str] = {}
    text = importlib.resources.files("jieba").joinpath("dict.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        word, count, tag = line.split(" ")
        if tag == "d" and len(word) > 1 and int(count) < RARE_ADVERB:
            table[word] = "zg"
        elif tag == "n" and len(word) == 2 and word[1] == "内":
            # 圈内, "inside the circle", is a place word and cannot end a term.
            table[word] = "f"
        else:
            table[word] = tag
    return table


@lru_cache(maxsize=1)
def _simplifier() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


class ChineseAnalyser:
    """The analyser for Chinese; Traditional text is segmented by its Simplified form."""

    joiner = ""

    def __init__(self, *, traditional: bool = False) -> None:
        self.traditional = traditional

    def analyse(self, text: str) -> list[Token]:
        """The tokens of a sentence."""
        simplified = _simplifier().convert(text) if self.traditional else text
        if len(simplified) != len(text):
            simplified = text
        tokens = []
        start = 0
        for word in _segmenter().cut(simplified):
            end = start + len(word)
            if not word.isspace():
                if word[0] == "非" and start and simplified[start - 1] in "而并":
                    # Not the prefix of 非政府组织 in 而非 "rather than", 并非 "by no means".
                    tokens.append(Token(text[start], "O", start, start + 1))
                    start += 1
                if start < end:
                    tag = tag_word(simplified[start:end])
                    tokens.append(Token(text[start:end].lower(), tag, start, end))
            start = end
        return tokens

    def spans(self, tags: str) -> tuple[tuple[int, int], ...]:
        """The runs of words that may be a term."""
        return match_spans(tags, "ANPVXUDQFKTCHE", LONGEST, PATTERN)

    def frequency(self, word: str) -> float:
        """Occurrences per million words in the corpus behind jieba's dictionary."""
        segmenter = _segmenter()
        segmenter.check_initialized()
        return float((segmenter.FREQ.get(word) or 0) * 1e6 / segmenter.total)


@lru_cache(maxsize=500_000)
def tag_word(word: str) -> str:
    """The one-letter tag of a word.

    >>> tag_word("核武库"), tag_word("的"), tag_word("和"), tag_word("2030"), tag_word("。")
    ('N', 'T', 'C', 'U', 'Z')
    """
    if word in _SPECIAL:
        return _SPECIAL[word]
    if word in STOP:
        return "O"
    if word[0].isascii() or not word[0].isalnum():
        return _tag_latin(word)
    tag = _tags().get(word, "zg")
    if tag.startswith(("nr", "ns", "nt", "nz")):
        return "P"
    return "X" if tag == "zg" else _TAGS.get(tag[0], "O")


def _tag_latin(word: str) -> str:
    """The tag of a word that is not Chinese: Latin words are names, the rest digits or marks."""
    if word[0].isalpha():
        return "P"
    if word[0].isdigit():
        return "U"
    return "H" if word == "-" else "Z"
