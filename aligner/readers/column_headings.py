"""The headings of columns: which language and which role a heading cell names.

The one vocabulary of tables of sentences and of tables of terms, in English and Chinese.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from aligner.errors import WrongUsageError
from aligner.languages import LANGUAGES, get_language
from aligner.text import CJK

HEADER_ROWS = 20
"""First rows among which the header is looked for: titles and preambles have fewer."""

ROLES: dict[str, str] = {
    **dict.fromkeys("source src original sl 原文 源文 源语言 源語言 来源语 源".split(), "source"),
    **dict.fromkeys(
        "target trg tgt translation translated tl 译文 譯文 目标 目標 目标语言 目標語言 "
        "译名 译法 譯名 翻译 翻譯 译".split(), "target"),
    **dict.fromkeys("term terms 术语 術語 词条 詞條".split(), "term"),
    **dict.fromkeys("definition 定义 定義 释义 釋義".split(), "definition"),
    **dict.fromkeys("note notes comment comments remark remarks 备注 備註 注释 說明 说明".split(),
                    "note"),
    **dict.fromkeys("status usage 状态 狀態".split(), "status"),
    **dict.fromkeys("domain subject field 领域 領域 学科 學科".split(), "domain"),
    **dict.fromkeys("pos 词性 詞性".split(), "part of speech"),
    **dict.fromkeys("id key number no nr 序号 序號 编号 編號 键 鍵 号".split(), "key"),
    "confidence": "confidence",
}  # fmt: skip
"""Word of a heading → the role of its column."""

NAMES: dict[str, str] = {
    **{row.name.lower(): code for code, row in LANGUAGES.items() if row.name.isalpha()},
    **dict.fromkeys("中文 汉语 漢語 华文 华语 国语 中 汉 汉文".split(), "zh"),
    **dict.fromkeys("英文 英语 英語 英".split(), "en"),
    "deutsch": "de", "français": "fr", "español": "es", "日本語": "ja", "日文": "ja", "日语": "ja",
    "русский": "ru", "俄文": "ru", "俄语": "ru", "한국어": "ko", "韩文": "ko", "韩语": "ko",
    "法文": "fr", "法语": "fr", "德文": "de", "德语": "de", "西班牙语": "es", "西班牙文": "es",
}  # fmt: skip
"""Word of a heading → the language it names."""

_SIMPLIFIED = frozenset("simplified prc china mainland hans cn sg 简体 簡體 简 简中".split())
_TRADITIONAL = frozenset("traditional taiwan hongkong hant tw hk mo 繁体 繁體 正體 繁 繁中".split())
_REGIONS = frozenset(
    "uk us usa gb united kingdom states america british american ca au in germany france japan "
    "korea spain russia latam br hong kong singapore".split()
)
_FILLERS = frozenset(
    "text texts string strings segment segments sentence sentences language lang column value the "
    "of and content name word words phrase".split()
    + "文本 内容 語言 语言 句子 文 列 语 句 名称 对照 版 本 词".split()
)
_CODES = re.compile(r"[a-z]{2,3}(?:[-_][a-z]{2,4}){0,2}")
_WORD = re.compile(rf"[^\W\d_{CJK}]+|[{CJK}]+")
_CHINESE = re.compile(f"[{CJK}]")
_CHINESE_WORDS = sorted(
    (
        word
        for word in {*ROLES, *NAMES, *_SIMPLIFIED, *_TRADITIONAL, *_FILLERS}
        if _CHINESE.match(word)
    ),
    key=lambda word: (-len(word), word),
)
_LONGEST_HEADING = 40
"""Characters of the longest heading: "Chinese (Simplified, Mainland China) translation"."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading cell names; "" where it names none."""

    role: str = ""
    language: str = ""


@lru_cache(maxsize=4096)
def read_heading(cell: str) -> Heading:
    """The role and language that a heading names; an empty heading for anything else.

    Every word of the cell must be one that headings have: "English breakfast" names nothing.

    >>> read_heading("Source (English)"), read_heading("zh-Hans-CN")
    (Heading(role='source', language='en'), Heading(role='', language='zh'))
    >>> read_heading("中文译文").language, read_heading("Chinese_PRC").language
    ('zh', 'zh')
    >>> read_heading("English breakfast")
    Heading(role='', language='')
    """
    name = " ".join(cell.replace("\ufeff", "").split()).lower().strip(" .:：*#")
    if not name or len(name) > _LONGEST_HEADING:
        return Heading()
    code = _read_code(name)
    if code:
        return Heading("", code)
    role, languages, chinese = "", [], ""
    for word in _words(name):
        if word in _SIMPLIFIED or word in _TRADITIONAL:
            chinese = "zh" if word in _SIMPLIFIED else "zh-TW"
            if word in ("cn", "tw", "简中", "繁中"):
                languages.append("zh")
        elif word in NAMES:
            languages.append(NAMES[word])
        elif word in ROLES:
            role = ROLES[word] if role in ("", "term") else role
        elif len(word) == 2 and word in LANGUAGES:
            languages.append(word)
        elif word not in _REGIONS and word not in _FILLERS:
            return Heading()
    if len(set(languages)) > 1:
        return Heading()
    language = languages[0] if languages else ("zh" if chinese and not role else "")
    return Heading(role, chinese if language == "zh" and chinese else language)


def find_header(rows: Sequence[Sequence[str]]) -> int | None:
    """The number of the first row that names two sides or languages; None if none does.

    >>> find_header([["Car terms"], ["No.", "英文", "中文"], ["1", "brake", "制动器"]])
    1
    """
    for number, row in enumerate(rows[:HEADER_ROWS]):
        if len(name_columns(row)) >= 2:
            return number
    return None


def name_columns(row: Sequence[str]) -> dict[int, Heading]:
    """The columns of a header that name a side or a language."""
    found = {i: read_heading(cell) for i, cell in enumerate(row)}
    return {i: h for i, h in found.items() if h.language or h.role in ("source", "target")}


def _words(name: str) -> list[str]:
    """The words of a heading; a run of Chinese characters is cut into words that headings have."""
    words: list[str] = []
    for match in _WORD.finditer(name):
        run = match[0]
        while run:
            word = next((w for w in _CHINESE_WORDS if run.startswith(w)), run)
            words.append(word)
            run = run[len(word) :]
    return words


def _read_code(name: str) -> str:
    """The language of a code like en, zh-CN or zh_Hans_CN; "" for anything else."""
    first = re.split(r"[-_]", name, maxsplit=1)[0]
    if name == "cn":
        return "zh"
    if not _CODES.fullmatch(name) or first not in LANGUAGES:
        return ""
    try:
        return get_language(name).code
    except WrongUsageError:
        return ""
