"""One family of errors: a code, the values behind it, an exit code. The sentences stand in the catalogue."""

from __future__ import annotations

from typing import Any, ClassVar

from models.messages import Language, message, next_step


class KiemdiemError(Exception):
    """What can go wrong with a user's input or machine, as data.

    `code` is a key of the catalogue (`models/catalogue/errors.toml`); `values` fill its sentence; `exit_code` is what
    the command line ends with when this error ends it. Subclasses set the exit code of their family.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.values = values

    def __str__(self) -> str:
        return self.sentence("en")

    def __reduce__(self) -> tuple[Any, ...]:  # keyword arguments must survive the way back from a child process
        return _rebuild, (type(self), self.code, self.values)

    def sentence(self, language: Language = "en") -> str:
        """What is wrong, in one sentence."""
        return message(f"errors.{self.code}", self.values, language)

    def next_step(self, language: Language = "en") -> str:
        """What the user can do about it."""
        return next_step(f"errors.{self.code}", self.values, language)


class UsageError(KiemdiemError):
    """The call cannot be carried out as given: an unknown report, a bad filter."""

    exit_code = 2


class InputError(KiemdiemError):
    """The file cannot be read: empty, damaged, encrypted, of a wrong type."""

    exit_code = 3


class RefusedError(KiemdiemError):
    """The file may not be read: a secrecy stamp."""

    exit_code = 4


class LimitError(InputError):
    """The file goes past a limit (see `parsers.readers` for each, with its unit and reason)."""

    exit_code = 5


class MissingPartError(KiemdiemError):
    """A program or package that this work needs is not installed; `next_step` names the command that gets it."""

    exit_code = 6


class StoreError(KiemdiemError):
    """The database cannot do it: not there, locked, of a newer version."""

    exit_code = 7


class VocabularyError(KiemdiemError):
    """A vocabulary file (ours or an office's own) does not hold what it must."""

    exit_code = 8


def _rebuild(kind: type[KiemdiemError], code: str, values: dict[str, Any]) -> KiemdiemError:
    return kind(code, **values)
