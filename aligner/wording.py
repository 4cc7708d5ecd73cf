"""Words that messages, reports and summaries share."""


def count_noun(number: int, noun: str) -> str:
    """A number with its noun in the singular or plural.

    >>> count_noun(1, "link"), count_noun(1200, "link")
    ('1 link', '1,200 links')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
