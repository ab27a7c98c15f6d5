"""The grid by itself: what it asks for, draws and shows of a long and wide table."""

from collections.abc import Sequence

from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.strip import Strip

from kamguide.tui.widgets.columns import folded_head
from kamguide.tui.widgets.grid import GridCell, GridColumn, TableGrid

COLUMNS = tuple(
    GridColumn(f"c{at}", head, right=at > 1, typed=at > 0)
    for at, head in enumerate(("编号", "客户名称 Customer", "年销售额", "毛利", "份额", "备注"))
)


class Long:
    """A table that notes which of its rows it was asked for."""

    columns = COLUMNS
    frozen = 1
    room = ""

    def __init__(self, count: int) -> None:
        self.keys = tuple(f"R{n}" for n in range(count))
        self.texts: dict[int, str] = {}
        self.asked: set[int] = set()

    def cells(self, at: int) -> Sequence[GridCell]:
        self.asked.add(at)
        name = self.texts.get(at, f"第{at}家 Customer")
        return (GridCell(self.keys[at]), GridCell(name), *[GridCell(f"{at},000")] * 4)


class Watched(TableGrid):
    """A grid that notes which of its lines it draws."""

    def __init__(self) -> None:
        super().__init__()
        self.drawn: list[int] = []

    def render_line(self, y: int) -> Strip:
        self.drawn.append(y)
        return super().render_line(y)


class OneGrid(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.grid = Watched()

    def compose(self) -> ComposeResult:
        yield self.grid


def shown(grid: TableGrid) -> list[str]:
    return [grid.render_line(y).text.rstrip() for y in range(grid.size.height)]


async def test_of_two_thousand_rows_only_those_in_view_are_worked_out() -> None:
    table = Long(2000)
    app = OneGrid()
    async with app.run_test(size=(80, 24)) as pilot:
        app.grid.show(table)
        await pilot.pause()
        assert len(table.asked) <= 40
        app.grid.go("R1500", "c2")
        await pilot.pause()
        assert any(line.startswith("> R1500") for line in shown(app.grid))
        assert len(table.asked) <= 80


async def test_a_changed_cell_draws_its_line_and_no_other() -> None:
    table = Long(2000)
    app = OneGrid()
    async with app.run_test(size=(80, 24)) as pilot:
        app.grid.show(table)
        await pilot.pause()
        app.grid.drawn.clear()
        table.texts[3] = "另一家"
        app.grid.show(table)
        await pilot.pause()
        (line,) = set(app.grid.drawn)
        assert "另一家" in shown(app.grid)[line]


async def test_columns_move_one_by_one_past_the_first_and_say_how_many_are_hidden() -> None:
    app = OneGrid()
    async with app.run_test(size=(46, 12)) as pilot:
        app.grid.show(Long(30))
        await pilot.pause()
        seen = []
        for column in ("c1", "c3", "c4", "c5", "c2"):
            app.grid.go("R2", column)
            await pilot.pause()
            seen.append(app.grid.hidden)
            row = next(line for line in shown(app.grid) if line.startswith("> "))
            assert row.startswith("> R2")
        assert seen == [(0, 2), (0, 2), (1, 0), (1, 0), (1, 0)]


async def test_a_table_begins_at_its_first_column_where_there_is_room_for_all() -> None:
    class Few(Long):
        columns = COLUMNS[:3]
        frozen = 0

        def cells(self, at: int) -> Sequence[GridCell]:
            return super().cells(at)[:3]

    app = OneGrid()
    app.grid.display = False
    async with app.run_test(size=(46, 12)) as pilot:
        app.grid.show(Few(3))
        app.grid.go("R0", "c1")  # before it has any room
        app.grid.display = True
        await pilot.pause()
        assert app.grid.hidden == (0, 0)
        await pilot.resize_terminal(20, 12)
        app.grid.go("R0", "c2")
        assert app.grid.hidden == (2, 0)
        await pilot.resize_terminal(46, 12)
        assert app.grid.hidden == (0, 0)
        assert any(line.startswith("> R0") for line in shown(app.grid))


def test_a_head_on_two_lines_has_two_of_about_one_length() -> None:
    assert folded_head("关键成功因素", 11, 2) == ["关键成", "功因素"]
    assert folded_head("关键成功因素", 12, 2) == ["", "关键成功因素"]


async def test_wide_characters_take_two_cells_in_every_column() -> None:
    table = Long(12)
    table.texts = {2: "沐泉饮品集团", 3: "Muquan", 4: "沐泉 Muquan（华东）"}
    app = OneGrid()
    async with app.run_test(size=(100, 20)) as pilot:
        app.grid.show(table)
        await pilot.pause()
        lines = shown(app.grid)
        rows = [line for line in lines if "," in line]
        ends = {tuple(cell_len(line[: at + 4]) for at in _commas(line)) for line in rows[:10]}
        assert len(ends) == 1


def _commas(line: str) -> list[int]:
    return [at for at, letter in enumerate(line) if letter == ","]
