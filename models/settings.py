"""Where things are kept and how the program behaves: environment variables, each with a default that works."""

from __future__ import annotations

from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict


def default_data_directory() -> Path:
    """`~/.local/share/kiemdiem`."""
    return Path.home() / ".local" / "share" / "kiemdiem"


class Settings(BaseSettings):
    """`KIEMDIEM_DATA_DIR`, `KIEMDIEM_DATABASE_URL`, `KIEMDIEM_VOCABULARY_DIR`.

    The data directory holds the originals by content hash, and the SQLite file unless a URL names another database.
    The vocabulary directory is an office's own words, laid over ours.
    """

    model_config = SettingsConfigDict(env_prefix="KIEMDIEM_")

    data_dir: Path = default_data_directory()
    database_url: str = ""
    vocabulary_dir: Path | None = None

    @property
    def database(self) -> str:
        """The SQLAlchemy URL in force."""
        return self.database_url or f"sqlite:///{self.data_dir / 'kiemdiem.sqlite3'}"
