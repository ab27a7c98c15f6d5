"""Which classes a trainer leads on this laptop: the folders of them, beside the plans."""

import json
from pathlib import Path
from typing import Final

from kamguide.course.classroom import Classroom
from kamguide.errors import UsageError
from kamguide.export.files import write_file

KNOWN: Final = "led.json"
MOST: Final = 50


def known_classes(store: Path) -> tuple[Classroom, ...]:
    """The classes that can still be read, the one made last first.

    Args:
        store: The file with the trainer's own plans.
    """
    found = []
    for folder in _folders(store):
        try:
            found.append(Classroom.at(Path(folder)))
        except UsageError:  # moved or taken away; `course --class` still finds it
            continue
    return tuple(found)


def remember_class(store: Path, folder: Path) -> None:
    """Remember a class, so that home can show it."""
    path = str(folder.resolve())
    kept = [path, *(one for one in _folders(store) if one != path)][:MOST]
    content = json.dumps(kept, ensure_ascii=False, indent=1).encode()
    write_file(store.parent / KNOWN, lambda out: out.write(content), force=True)


def _folders(store: Path) -> list[str]:
    try:
        kept = json.loads((store.parent / KNOWN).read_text("utf-8"))
    except (OSError, ValueError):
        return []
    return [one for one in kept if isinstance(one, str)] if isinstance(kept, list) else []
