"""Names and attributes of Word's XML, in whichever of its two namespaces it was saved."""

from typing import Any


def local(one: Any) -> str:
    """The name of an element; nothing for a comment or a processing instruction."""
    return one.tag.rpartition("}")[2] if isinstance(one.tag, str) else ""


def attribute(one: Any, name: str) -> str:
    """An attribute, whatever its namespace; nothing where it is not there."""
    return next((str(v) for k, v in one.attrib.items() if k.rpartition("}")[2] == name), "")


def child(one: Any, *names: str) -> Any:
    """The first element that leads down by these names; None where there is none."""
    for name in names:
        one = next((each for each in one if local(each) == name), None)
        if one is None:
            return None
    return one


def text_of(one: Any) -> str:
    """All text in an element."""
    return "".join(one.itertext())
