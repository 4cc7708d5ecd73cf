"""Imports one module of NLTK without the rest of NLTK.

Delete me and import `nltk`, and everything is correct and slower.
"""

import sys
from importlib import import_module
from importlib.machinery import PathFinder
from importlib.util import module_from_spec
from types import ModuleType


def import_nltk(name: str) -> ModuleType:
    """The module `nltk.NAME`, without the hundred others that `import nltk` loads.

    `nltk/__init__.py` imports every part of NLTK, and scipy and scikit-learn where they are
    installed: 0.4 to 2.7 s of processor time, and `nltk/tokenize/__init__.py` compiles the
    expressions of twenty tokenizers: 0.2 s. The sentence splitter alone takes 0.05 s, and is all
    that most runs need. So its parent packages are empty modules during the import, and are removed
    afterwards; a later `import nltk` gets the whole package as usual.
    """
    if "nltk" in sys.modules:
        return import_module(f"nltk.{name}")
    try:
        place = None
        for package in _packages(f"nltk.{name}"):
            spec = PathFinder.find_spec(package, place)
            if spec is None:
                raise ModuleNotFoundError(f"No module named {package!r}", name=package)
            sys.modules[package] = module_from_spec(spec)
            place = spec.submodule_search_locations
        return import_module(f"nltk.{name}")
    finally:
        for loaded in [key for key in sys.modules if key == "nltk" or key.startswith("nltk.")]:
            del sys.modules[loaded]


def _packages(name: str) -> list[str]:
    """The parent packages of a module, outermost first.

    >>> _packages("nltk.tokenize.punkt")
    ['nltk', 'nltk.tokenize']
    """
    parts = name.split(".")
    return [".".join(parts[:size]) for size in range(1, len(parts))]
