"""Files of strings: the words of a program under keys, in one file a language or in one for both.

Strings are paired by their keys, not by likeness. A format is a module with `read_strings`; those
that hold both languages have `read_aligned_rows` as other aligned formats do.
"""
