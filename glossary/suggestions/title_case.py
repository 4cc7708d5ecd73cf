"""Undoes the capitals of phrases that come from a headline."""

from collections.abc import Sequence

from aligner.encoders.protocol import Encoder, Vectors


def undo_title_case(names: Sequence[str], renderings: Vectors, encoder: Encoder) -> list[str]:
    """The names, those in title case in small letters if that is more similar to a rendering.

    `renderings` has the vectors of the possible renderings, shape (renderings, dimension).
    "Military Advantage" comes from a headline: 军事优势 has cosine .81 to "military advantage" and
    .75 to the capitalised form. "Tong Zhao" is a name: 赵通 has .77 to it, .47 to "tong zhao".
    """
    titles = [i for i, name in enumerate(names) if " " in name and name.istitle()]
    if not titles:
        return list(names)
    written = (encoder.encode([names[i] for i in titles]) @ renderings.T).max(axis=1)
    small = (encoder.encode([names[i].lower() for i in titles]) @ renderings.T).max(axis=1)
    result = list(names)
    for i, better in zip(titles, (small > written).tolist(), strict=True):
        if better:
            result[i] = names[i].lower()
    return result
