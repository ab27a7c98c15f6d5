"""Each command pays for itself only: which heavy modules it may load, and no others."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from shutil import copyfile, copytree

import pytest

from kamguide.cli import COMMANDS
from kamguide.messages.catalogue import catalogue
from kamguide.workspace.plans import Workspace

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SMALL_FLOWS = Path(__file__).parent / "data" / "engine"
HEAVY = (
    "asyncio", "babel", "docx", "matplotlib", "openpyxl", "pptx", "pydantic", "rich", "sqlite3",
    "sqlite_utils", "textual", "transitions", "typst", "xlsxwriter", "yaml",
)  # fmt: skip
OPENS = frozenset({"sqlite3", "transitions"})
"""What opening a plan takes, where its flow and our sentences were compiled before."""
SPEAKS = OPENS | {"babel"}
"""What saying numbers and dates takes."""
READS = frozenset({"pydantic", "yaml"})
"""What files of flows, cases and packs take."""

MAY_LOAD: Mapping[tuple[str, ...], frozenset[str]] = {
    ("--version",): frozenset(),
    ("--help",): frozenset(),
    ("plans",): frozenset({"sqlite3"}),
    ("plans", "--json"): frozenset({"sqlite3"}),
    ("settings",): frozenset(),
    ("settings", "Acme"): OPENS,
    ("new", "Other", "--flow", "trade"): OPENS,
    ("new", "Third", "--flow", "trade", "--from", "Acme"): OPENS,
    ("fill", "Acme", "answers.yaml"): SPEAKS | {"yaml"},
    ("plain", "Acme"): SPEAKS,
    ("history", "Acme"): SPEAKS,
    ("check", "Acme"): SPEAKS,
    ("check", "Acme", "--thread"): SPEAKS,
    ("show", "Acme"): SPEAKS | {"rich"},
    ("demo",): SPEAKS | READS | {"rich"},
    ("export", "Acme", "--to", "acme.md"): SPEAKS,
    ("export", "Acme", "--to", "acme.json"): SPEAKS,
    ("export", "Acme", "--to", "acme.kam"): SPEAKS,
    ("export", "Acme", "--to", "acme.docx"): SPEAKS | {"docx", "typst"},
    ("export", "Acme", "--to", "acme.html"): SPEAKS,
    ("export", "Acme", "--to", "acme.pdf"): SPEAKS | {"typst"},
    ("export", "Acme", "--to", "acme.pptx"): SPEAKS | {"pptx", "xlsxwriter"},
    ("export", "Acme", "--to", "acme.xlsx"): SPEAKS | {"xlsxwriter"},
    ("intake", "Acme", "customers", "customers.csv", "--dry-run"): SPEAKS | {"rich", "yaml"},
    ("intake", "Acme", "customers", "customers.csv", "--json"): SPEAKS | {"yaml"},
    ("import", "answers.json", "--as-plan", "Brought"): SPEAKS,
    ("flow", "check", "data/kamguide/flows"): READS,
    ("backup", "another.db"): OPENS,
    ("restore", "copy.db", "--yes"): OPENS,
    ("course", "packs"): OPENS | READS,
    ("practise",): OPENS | READS,
    ("practise", "muquan", "--unit", "3"): OPENS | READS,
    ("review", "board"): frozenset({"sqlite3"}),
    (
        "course",
        "new",
        "spring",
        "--list",
        "class.csv",
        "--title",
        "Spring",
        "--pack",
        "muquan",
    ): OPENS | READS,
    ("review", "board", "--json"): frozenset({"sqlite3"}),
    ("review", "progress", "Acme"): SPEAKS,
    ("review", "comments", "Acme"): SPEAKS,
    ("course", "--help"): frozenset(),
    ("words",): frozenset(),
    ("doctor",): OPENS | READS,
    ("forget", "Acme", "--yes"): OPENS | {"sqlite_utils"},
    ("rename", "Acme", "Other"): OPENS,
    ("copy", "Acme", "Other"): OPENS,
    ("archive", "Acme"): OPENS,
    ("delete", "Acme"): OPENS,
    ("find", "Acme"): SPEAKS | {"rich"},
}

PROGRAM = """
import json, shutil, sys
from pathlib import Path
heavy, commands, loaded = set(sys.argv[1].split()), json.loads(sys.argv[2]), []
from kamguide.__main__ import main
for command in commands:
    for file in (Path("plans.db"), *Path().glob("plans.db-*")):
        file.unlink()
    shutil.copyfile("copy.db", "plans.db")
    sys.argv = ["kamguide", *command]
    try:
        main()
    except SystemExit as ended:
        if ended.code:
            raise
    loaded.append(sorted(heavy & set(sys.modules)))
Path("loaded.json").write_text(json.dumps(loaded))
"""


@dataclass(frozen=True)
class Desk:
    """A folder in which a person works, and a store with a plan."""

    folder: Path
    env: Mapping[str, str]

    def loaded(self, commands: Sequence[Sequence[str]]) -> list[list[str]]:
        """The heavy modules that are loaded after each command, in one process."""
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, " ".join(HEAVY), json.dumps(commands)],
            check=False,
            env=dict(self.env),
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        found: list[list[str]] = json.loads((self.folder / "loaded.json").read_text())
        return found

    def opened(self) -> set[str]:
        """The heavy modules that are loaded after the screen was opened on the plan."""
        done = subprocess.run(
            [sys.executable, "-c", OPENING, " ".join(HEAVY)],
            check=False,
            env=dict(self.env),
            cwd=self.folder,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return set(done.stdout.split())


OPENING = """
import asyncio, sys
from datetime import UTC, datetime
from pathlib import Path
from kamguide.tui.app import KamguideApp
from kamguide.workspace.plans import Workspace

def load():
    return Workspace.at(Path("plans.db"), actor="Li", lang="en", now=lambda: datetime.now(UTC))

async def opened():
    async with KamguideApp(load, lang="en", plan="Acme").run_test() as pilot:
        for key in ("A", "ctrl+s", "escape"):
            await pilot.pause(0.1)
            await pilot.press(key)
asyncio.run(opened())
names = [*sys.argv[1].split(), "kamguide.plan.deck.build", "kamguide.plan.sheets"]
print(*(one for one in names if one in sys.modules))
"""
WRITES = {"docx", "matplotlib", "pptx", "typst", "xlsxwriter", "kamguide.plan.sheets"}
"""What only a file that is written takes."""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    env = {
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "KAMGUIDE_STORE": str(tmp_path / "plans.db"),
        "KAMGUIDE_ACTOR": "Li",
        "KAMGUIDE_LANG": "en",
    }
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    copytree(SMALL_FLOWS, tmp_path / "data" / "kamguide" / "flows")
    workspace = Workspace.at(tmp_path / "plans.db", actor="Li", lang="en", now=lambda: NOW)
    workspace.close(workspace.new("Acme", "trade"))
    workspace.store.close()
    catalogue.__wrapped__("en")  # compiled, for this desk
    copyfile(tmp_path / "plans.db", tmp_path / "copy.db")
    (tmp_path / "answers.yaml").write_text("answers:\n  setup_account_name: Acme\n")
    (tmp_path / "customers.csv").write_text("Name,Revenue\nHaitang,6200\n")
    (tmp_path / "class.csv").write_text("Name,Group\nAnn,1\nBob,2\n")
    (tmp_path / "answers.json").write_text('{"kamguide": 1, "flow": "trade", "answers": {}}')
    return Desk(tmp_path, {**os.environ, **env})


@pytest.mark.parametrize(
    "allowed", dict.fromkeys(MAY_LOAD.values()), ids=lambda one: "+".join(sorted(one))
)
def test_a_command_loads_nothing_heavy_that_it_does_not_need(
    desk: Desk, allowed: frozenset[str]
) -> None:
    alike = [command for command, may_load in MAY_LOAD.items() if may_load == allowed]
    found = zip(alike, desk.loaded(alike), strict=True)
    assert [(command, loaded) for command, loaded in found if not allowed.issuperset(loaded)] == []


def test_what_each_command_may_load_is_told() -> None:
    told = {command[0] for command in MAY_LOAD}
    assert {*COMMANDS} <= told


def test_the_screen_and_its_export_dialog_load_nothing_that_writes_files(desk: Desk) -> None:
    loaded = desk.opened()
    assert "textual" in loaded
    assert not loaded & WRITES


def test_the_screen_loads_nothing_that_reads_files_of_flows_or_makes_tables(desk: Desk) -> None:
    desk.opened()  # the first time the glossary is compiled
    assert not desk.opened() & (READS | {"sqlite_utils"})


def test_the_screen_loads_no_openssl(desk: Desk) -> None:
    program = "from kamguide.tui.offline import load_offline; load_offline(); import sys;"
    asked = "print(*(one for one in ('ssl', '_ssl', '_hashlib') if one in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", program + asked], check=True, capture_output=True, text=True
    )
    assert done.stdout == "\n"


def test_who_needs_openssl_after_all_still_gets_it() -> None:
    program = "from kamguide.tui.offline import load_offline; load_offline(); import ssl, hashlib;"
    asked = "print(ssl.OPENSSL_VERSION_INFO[0], hashlib.sha256(b'kam').hexdigest()[:6])"
    done = subprocess.run(
        [sys.executable, "-c", program + asked], check=True, capture_output=True, text=True
    )
    assert done.stdout.split()[1] == sha256(b"kam").hexdigest()[:6]


def test_what_stands_before_the_first_frame_loads_nothing_heavy() -> None:
    script = (
        "import sys; import kamguide.cli, kamguide.cli.screen, kamguide.cli.look;"
        "import kamguide.workspace.card, kamguide.workspace.taste;"
        "import kamguide.tui.colours, kamguide.tui.firstframe, kamguide.tui.paper;"
        f"print(sorted({{*{HEAVY}, 'msgspec'}} & {{*sys.modules}}))"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
