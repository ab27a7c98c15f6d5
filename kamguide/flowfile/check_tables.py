"""Faults inside one question: columns, options, rows, sums and layout that do not go together."""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from kamguide.flowfile.library import Defined, Library, named
from kamguide.flowfile.nodes import Fields, Items, Node, Scalar
from kamguide.flowfile.problems import Problems


def check_tables(made: Library) -> None:
    """Note what does not go together in each question."""
    for one in made.questions.values():
        problems = made.note(one.file)
        _once(named(one.node, "options"), "option", problems)
        for limits in (one.node, one.node.get("rows"), *(c for _, c in named(one.node, "columns"))):
            _check_limits(limits, problems)
        if one.node.text("type") == "table":
            _check_columns(one, problems)
            _check_layout(one.node, problems)


def _check_columns(one: Defined, problems: Problems) -> None:
    columns = list(named(one.node, "columns"))
    _once(columns, "column", problems)
    known = [name for name, _ in columns]
    for node in _column_names(one.node):
        _known(node, known, problems)
    for _, column in columns:
        _once(named(column, "options"), "option", problems)
        for key in ("compute", "suggest"):
            cell = column.get(key)
            for node in cell.items("by") if isinstance(cell, Fields) else ():
                _known(node, known, problems)


def _column_names(table: Fields) -> Iterable[Node | None]:
    """Every place outside the columns that names one of them."""
    yield from table.items("key")
    for one in (*table.items("sums"), table.get("rows")):
        if isinstance(one, Fields):
            yield one.get("column")
            yield one.get("per")
    for use in table.items("rules"):
        if isinstance(use, Fields):
            yield from use.items("on")
            yield from use.items("block_when_empty")
    layout = table.get("layout")
    if isinstance(layout, Fields):
        yield layout.get("column")
        for axis in layout.items("axes"):
            yield from axis.items("columns") if isinstance(axis, Fields) else ()


def _known(node: Node | None, known: list[str], problems: Problems) -> None:
    if isinstance(node, Scalar) and not node.broken and node.text not in known:
        problems.unknown(node, "column", node.text, known)


def _once(members: Iterable[tuple[str, Fields]], kind: str, problems: Problems) -> None:
    seen: dict[str, int] = {}
    for name, node in members:
        if name in seen:
            place = node.get("id") or node
            problems.add(place, "flow.name.twice", name=name, first=seen[name], kind=kind)
        else:
            seen[name] = (node.get("id") or node).line


def _check_layout(table: Fields, problems: Problems) -> None:
    layout = table.get("layout")
    if not isinstance(layout, Fields):
        return
    columns = dict(named(table, "columns"))
    fixed = columns.get(layout.text("column"))
    if fixed is not None:
        if fixed.text("type") != "choice":
            problems.add(layout, "flow.layout.no_choice", name=layout.text("column"))
        _listed(layout.get("only"), fixed, problems)
    for axis in layout.items("axes"):
        if isinstance(axis, Fields) and axis.get("of") is None:
            _check_own_axis(axis, columns, problems)
        elif isinstance(axis, Fields):
            _check_axis_of(axis, columns, problems)
    _check_needed(layout, columns, problems)


def _check_needed(layout: Fields, columns: dict[str, Fields], problems: Problems) -> None:
    needed = layout.get("needed")
    for name, entry in needed.entries.items() if isinstance(needed, Fields) else ():
        if name not in columns:
            problems.unknown(entry.key, "column", name, columns)
        elif not columns[name].items("to"):
            _listed(entry.node, columns[name], problems)


def _check_own_axis(axis: Fields, columns: dict[str, Fields], problems: Problems) -> None:
    """An axis without a table is one column that knows its own values."""
    names = [one.text for one in axis.items("columns") if isinstance(one, Scalar)]
    kinds = [columns[name].text("type") for name in names if name in columns]
    if len(names) != 1 or (kinds and kinds[0] not in ("choice", "ref")):
        problems.add(axis, "flow.layout.axis", names=", ".join(names))


def _check_axis_of(axis: Fields, columns: dict[str, Fields], problems: Problems) -> None:
    """A single column along the rows of a table points into that table."""
    names = [one.text for one in axis.items("columns") if isinstance(one, Scalar)]
    for name in names if len(names) == 1 else ():
        column = columns.get(name)
        known = column.items("to") if column is not None else ()
        to = [one.text for one in known if isinstance(one, Scalar)]
        if to and axis.text("of") not in to:
            problems.add(
                axis, "flow.layout.axis_of", name=name, table=axis.text("of"), to=", ".join(to)
            )


def _check_limits(node: Node | None, problems: Problems) -> None:
    """The least is not above the most."""
    if not isinstance(node, Fields):
        return
    least, most = _number(node.text("min")), _number(node.text("max"))
    if least is not None and most is not None and least > most:
        place = node.get("max") or node
        problems.add(place, "flow.limits", min=node.text("min"), max=node.text("max"))


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _listed(codes: Node | None, column: Fields, problems: Problems) -> None:
    """Note codes that are no options of a column."""
    known = [name for key in ("options", "also") for name, _ in named(column, key)]
    for code in codes.nodes if isinstance(codes, Items) else ():
        if isinstance(code, Scalar) and code.text not in known:
            problems.unknown(code, "option", code.text, known)
