"""From a path to safe text: bytes within limits, encodings, archives, XML from strangers."""
