"""What termbases call the status of a term."""

from aligner.term import TermStatus

_STATUSES = {
    "preferredterm-admn-sts": TermStatus.APPROVED,
    "admittedterm-admn-sts": TermStatus.APPROVED,
    "deprecatedterm-admn-sts": TermStatus.FORBIDDEN,
    "supersededterm-admn-sts": TermStatus.FORBIDDEN,
    **{status.value: status for status in TermStatus},
}


def read_status(name: str) -> TermStatus:
    """The status of this name, in our words or those of TBX; approved if there is no such status.

    >>> read_status("deprecatedTerm-admn-sts").value, read_status("").value
    ('forbidden', 'approved')
    """
    return _STATUSES.get(name.strip().lower(), TermStatus.APPROVED)
