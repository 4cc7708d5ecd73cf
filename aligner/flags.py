"""Reasons to look at a link again: short codes in the data, plain sentences for people.

A flag is stored as `code` or `code: detail`. Every producer (alignment, checks) uses the codes of
this table, every reader (review, exporters, command line) shows `explain(flag)`.
"""

SENTENCES: dict[str, str] = {
    "rival": "another pairing is almost as likely",
    "low-similarity": "the two sides say different things",
    "length": "one side is unusually long for the other",
    "number": "the numbers differ",
    "date": "the dates differ",
    "name": "a name is missing on one side",
    "border": "a sentence may belong to the neighbouring pair",
    "many": "many sentences were put together",
    "repeated": "the same passage stands more than once",
    "furniture": "page furniture (a date, a click-here link), not text",
    "near-copy": "resembles its counterpart but may be a heading or a paraphrase of it",
    "no-counterpart-doubtful": "a counterpart may exist after all",
    "moved": "the order differs from the source",
    "brackets": "brackets or quotation marks do not match",
    "untranslated": "left untranslated",
    "wrong-language": "not in the language of its column",
    "inconsistent": "the same sentence is translated differently elsewhere",
    "same-translation": "different sentences share this translation",
    "term": "an approved term is not used, or a forbidden one is",
    "shifted": "moved with its column when a person shifted it",
    "left-over": "its counterpart was given to another pair",
    "human-conflict": "does not fit with what a person decided nearby",
}


def split_flag(flag: str) -> tuple[str, str]:
    """Code and detail.

    >>> split_flag("number: 200 / 2000")
    ('number', '200 / 2000')
    """
    code, _, detail = flag.partition(": ")
    return code, detail


def explain(flag: str) -> str:
    """The flag in words a translator understands.

    >>> explain("number: 200 / 2000")
    'the numbers differ (200 / 2000)'
    """
    code, detail = split_flag(flag)
    sentence = SENTENCES.get(code, code.replace("-", " "))
    return f"{sentence} ({detail})" if detail else sentence
