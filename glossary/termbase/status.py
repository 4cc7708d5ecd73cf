"""What termbases call the status of a term."""

import re

from aligner.term import TermStatus

_WORDS = {
    TermStatus.APPROVED: """
        approved preferred admitted accepted allowed permitted recommended standardized
        standardised legal regulated valid active current final released published verified
        reviewed confirmed done finished ok yes
        首选 首選 优先 優先 许用 許用 采用 採用 推荐 推薦 批准 已批准 核准 已核准 通过 通過
        已通过 已通過
        认可 認可 允许 允許 可用 有效 标准 標準 规范 規範 正式 已审核 已審核 已审校 已确认
        已確認 确认""",
    TermStatus.FORBIDDEN: """
        forbidden deprecated superseded obsolete prohibited banned disallowed avoid rejectedterm
        donotuse dontuse notrecommended notallowed notapproved nottobeused nonstandard discouraged
        unacceptable incorrect wrong outdated retired archaic negative blacklisted notpreferred
        禁用 禁止 禁止使用 不推荐 不推薦 不建议 不建議 不用 不可用 不使用 勿用 请勿使用
        請勿使用 停用 弃用 棄用
        废弃 廢棄 已废弃 已廢棄 废止 廢止 淘汰 已淘汰 过时 過時 旧称 舊稱 曾用 错误 錯誤
        不规范 不規範 不标准
        不允许 不允許 避免使用""",
    TermStatus.REJECTED: "rejected refused declined deleted 拒绝 拒絕 否决 否決 删除 刪除 已拒绝",
    TermStatus.CANDIDATE: """
        candidate proposed proposal provisional tentative suggested draft new pending unreviewed
        notreviewed unverified unapproved open todo needsreview inprogress fuzzy undecided
        候选 候選 待定 待审 待審 待审核 待審核 待确认 待確認 未审核 未審核 未定 草稿 建议
        建議 暂定 暫定
        新增 新词""",
}
_STATUSES = {word: status for status, words in _WORDS.items() for word in words.split()}
_ENDINGS = ("termadmnsts", "admnsts", "term", "status", "terms")
"""What dialects add to the word: preferredTerm-admn-sts, legalTerm."""


def read_status(name: str) -> TermStatus | None:
    """The status of this name in the words of TBX, UTX, memoQ, TermWeb and others; None if unknown.

    A term without a status is approved: it stands in a list that somebody made.

    >>> [str(read_status(n)) for n in ("deprecatedTerm-admn-sts", "Do not use", "", "perhaps")]
    ['forbidden', 'forbidden', 'approved', 'None']
    """
    word = re.sub(r"[\W_]+", "", name.casefold())
    if not word:
        return TermStatus.APPROVED
    for ending in ("", *_ENDINGS):
        if word.endswith(ending) and word.removesuffix(ending) in _STATUSES:
            return _STATUSES[word.removesuffix(ending)]
    return None
