"""From a path to safe text: bytes within limits, encodings, archives, XML and HTML from strangers.

`raw_input` reads the bytes, `signatures` knows formats by their first bytes, `encoding` makes bytes
text, `archive` opens ZIP containers and `markup` parses XML and HTML. All refuse what is damaged or
too large with a sentence that says what to do.
"""
