"""Reasons to review a link: short codes in the data, plain sentences for people.

A flag is stored as `code` or `code: detail`. Every producer (alignment, checks) uses the codes of
this table; every reader (review, exporters, command line) shows `explain(flag)`.
"""

SENTENCES: dict[str, str] = {
    "rival": "another pairing is almost as likely",
    "low-similarity": "the two sides seem to say different things",
    "length": "one side is unusually long for the other",
    "number": "the numbers differ",
    "date": "the dates differ",
    "name": "a name is missing on one side",
    "many": "many sentences were joined",
    "repeated": "the same passage occurs more than once",
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
    "shifted": "moved when a person shifted the column",
    "left-over": "its counterpart was given to another pair",
}


def split_flag(flag: str) -> tuple[str, str]:
    """The code of a flag and its detail, which is empty where there is none.

    >>> split_flag("number: 200 / 2000")
    ('number', '200 / 2000')
    """
    code, _, detail = flag.partition(": ")
    return code, detail


def explain(flag: str) -> str:
    """The flag in words that a translator understands.

    >>> explain("number: 200 / 2000")
    'the numbers differ (200 / 2000)'
    """
    code, detail = split_flag(flag)
    sentence = SENTENCES.get(code, code.replace("-", " "))
    return f"{sentence} ({detail})" if detail else sentence
