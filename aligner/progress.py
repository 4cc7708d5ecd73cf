"""How long work says how far it has come."""

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Called with what is being done ("encoding"), how much of it is done, and how much there is.

The unit is that of the work: sentences, pairs, files. Calls come from the thread that does the
work, with rising counts.
"""
