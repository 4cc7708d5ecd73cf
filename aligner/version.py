"""The version of the program, which exports and projects carry."""

from importlib.metadata import PackageNotFoundError, version

try:
    VERSION = version("duizhao")
except PackageNotFoundError:  # run from a checkout that was never installed
    VERSION = "0.0.0"
