"""Everything that can go wrong and that the user can put right.

AlignerError                    1  failed
├── WrongUsageError             2  the options do not fit together
├── UnreadableInputError        3  the file cannot be read as what it should be
│   ├── EmptyInputError         3
│   ├── OneLanguageError        3
│   └── UnsupportedLanguageError 3
├── ModelUnavailableError       4  extra or model missing, machine offline
├── ThresholdNotMetError        5  --fail-under
├── OutputError                 1  the result cannot be written
├── ProjectError                1  the project cannot be written, or lacks what was named
│   └── UnreadableProjectError  3  it is missing, damaged, too new, or no project at all
├── ChangedElsewhereError       1  somebody else edited the same row
└── EditRefusedError            1  an edit in review that the texts do not allow

The number is the exit code of the command line. Each message names the file and the place, and
says what to do next.
"""

from pathlib import Path
from typing import ClassVar


class AlignerError(Exception):
    """Base of every error that the user can put right; its text is shown unchanged."""

    exit_code: ClassVar[int] = 1


class WrongUsageError(AlignerError):
    """The options or arguments do not fit together."""

    exit_code = 2


class UnreadableInputError(AlignerError):
    """A file that cannot be read as what it should be."""

    exit_code = 3

    def __init__(self, path: Path | str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class EmptyInputError(UnreadableInputError):
    """A file without a single sentence in it."""

    def __init__(self, path: Path | str) -> None:
        super().__init__(path, "the file contains no text. Check that it is the one you meant.")


class OneLanguageError(UnreadableInputError):
    """A single file that should hold both languages but holds one."""

    def __init__(self, path: Path | str, language: str) -> None:
        super().__init__(
            path,
            f"only one language was found in it ({language}). Name the translation as a second "
            "file, or give the languages with --source-lang and --target-lang.",
        )


class UnsupportedLanguageError(UnreadableInputError):
    """A language that the chosen model does not know."""

    def __init__(self, path: Path | str, language: str, known: str) -> None:
        super().__init__(
            path,
            f"its language is {language}, which the model does not know (it knows {known}). "
            "Choose another model with --model, or correct the language with --source-lang or "
            "--target-lang.",
        )


class ModelUnavailableError(AlignerError):
    """A model that is not installed, not found, or needs a network that is not there."""

    exit_code = 4


class ThresholdNotMetError(AlignerError):
    """A figure below --fail-under."""

    exit_code = 5


class OutputError(AlignerError):
    """A result that cannot be written where it was asked for."""

    def __init__(self, path: Path | str, reason: str) -> None:
        super().__init__(f"{path} could not be written: {reason}")


class ProjectError(AlignerError):
    """A project file that cannot be made or written, or does not hold what was named."""

    def __init__(self, path: Path | str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")


class UnreadableProjectError(ProjectError):
    """A project file that is missing, damaged, written by a newer version, or no project at all."""

    exit_code = 3


class ChangedElsewhereError(AlignerError):
    """An edit of a row that somebody else changed in the meantime."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what} was changed in another window or by a command since you opened it. "
            "Nothing was overwritten. Check the row as it is now and repeat your edit."
        )


class EditRefusedError(AlignerError):
    """An edit in review that would tear sentences apart or leave a row without any."""
