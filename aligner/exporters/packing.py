"""Office files without the clock: the same content gives the same bytes."""

import io
import zipfile
from datetime import datetime

from lxml import etree

# The earliest date that a zip archive can hold.
_EPOCH = (1980, 1, 1, 0, 0, 0)
EPOCH = datetime(*_EPOCH)  # noqa: DTZ001 - office files hold naive times

_CORE = "docProps/core.xml"
_DATES = ("{http://purl.org/dc/terms/}created", "{http://purl.org/dc/terms/}modified")


def repack(data: bytes) -> bytes:
    """The zip archive with its members in the same order, all dates set to 1 January 1980."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.infolist():
            content = old.read(member)
            if member.filename == _CORE:
                content = _without_dates(content)
            new.writestr(undated(member.filename), content)
    return packed.getvalue()


def undated(name: str) -> zipfile.ZipInfo:
    """A member of an archive with the date of `EPOCH`, to be compressed."""
    member = zipfile.ZipInfo(name, _EPOCH)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.external_attr = 0o600 << 16
    return member


def _without_dates(content: bytes) -> bytes:
    root = etree.fromstring(content)
    for tag in _DATES:
        for element in root.iter(tag):
            element.text = EPOCH.isoformat() + "Z"
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
