"""When marks were released, by whom, and whether they were taken back: `marks/released.json`."""

from datetime import datetime
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from kamguide.course.marking.sheets import FOLDER
from kamguide.errors import UsageError
from kamguide.export.files import write_file

FILE: Final = "released.json"


class Act(BaseModel):
    """One step: marks given out, or opened again."""

    model_config = ConfigDict(frozen=True)

    act: Literal["released", "reopened"]
    by: str
    at: datetime
    reason: str = ""


class Record(BaseModel):
    """What happened to the marks of a class, oldest first."""

    model_config = ConfigDict(frozen=True)

    version: Literal[1] = 1
    acts: tuple[Act, ...] = ()

    @property
    def is_released(self) -> bool:
        """Whether the groups have their marks."""
        return bool(self.acts) and self.acts[-1].act == "released"


def record_of(folder: Path) -> Record:
    """What is recorded in the folder of a class.

    Raises:
        UsageError: The file cannot be read.
    """
    path = folder / FOLDER / FILE
    if not path.exists():
        return Record()
    try:
        return Record.model_validate_json(path.read_bytes())
    except (OSError, ValidationError, ValueError) as error:
        raise UsageError("marking.broken_sheet", file=str(path)) from error


def add(folder: Path, act: Act) -> None:
    """Record one more step."""
    path = folder / FOLDER / FILE
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    record = Record(acts=(*record_of(folder).acts, act))
    content = record.model_dump_json(indent=1) + "\n"
    write_file(path, lambda out: out.write(content.encode("utf-8")), force=True)
