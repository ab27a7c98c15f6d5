"""Where flows are found: those that were installed with the program, and the person's own.

A person's own flow or method takes the place of a shipped one of the same name.
"""

from pathlib import Path
from typing import Final

from kamguide.errors import FlowError

GLOSSARY: Final = "glossary.yaml"
WORDS: Final = "words.yaml"
_PACKAGE: Final = Path(__file__).resolve().parents[1]


def flows_dir() -> Path:
    """The folder of shipped flows: inside the package, or beside it in a source tree.

    Raises:
        FlowError: There is none; the installation is not whole.
    """
    for folder in (_PACKAGE / "flows", _PACKAGE.parent / "flows"):
        if folder.is_dir():
            return folder
    raise FlowError("flow.none_installed", folder=str(_PACKAGE / "flows"))


def user_flows_dir() -> Path:
    """Where a person keeps flows of their own; it may not exist."""
    return _data_dir() / "flows"


def user_words_file() -> Path:
    """Where a person keeps the words of their company and industries; it may not exist."""
    return _data_dir() / WORDS


def _data_dir() -> Path:
    from platformdirs import user_data_path

    return user_data_path("kamguide", appauthor=False)


def folders(folder: Path | None = None) -> tuple[Path, ...]:
    """Where flows are looked for, first to last: `folder` alone, or the person's, then ours."""
    return (folder,) if folder is not None else (user_flows_dir(), flows_dir())


def flow_files(folder: Path | None = None) -> dict[str, Path]:
    """Every flow file, by the flow's id, sorted."""
    found: dict[str, Path] = {}
    for place in reversed(folders(folder)):
        for file in sorted(place.glob("*.yaml")) if place.is_dir() else ():
            if file.name != GLOSSARY:
                found[file.stem] = file
    return dict(sorted(found.items()))


def method_dir(method: str, folder: Path | None = None) -> Path:
    """The folder of a method's step files.

    Raises:
        FlowError: There is none of that name.
    """
    for place in folders(folder):
        if (place / method / "steps").is_dir():
            return place / method
    raise FlowError("flow.no_method", method=method)


def case_files(folder: Path | None = None) -> dict[tuple[str, str], Path]:
    """Every worked case, by its name and language, sorted."""
    found: dict[tuple[str, str], Path] = {}
    for place in reversed(folders(folder)):
        for file in sorted((place / "cases").glob("*/*.yaml")):
            found[file.parent.name, file.stem] = file
    return dict(sorted(found.items()))
