"""A quarter of nine plans from submission over return to approval, by the commands of a team."""

import json
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from shutil import copyfile
from typing import Any

from click.testing import CliRunner, Result
from docx import Document

from kamguide.cli import kamguide
from kamguide.flowfile.cases import load_case
from kamguide.workspace.plans import Workspace
from kamguide.workspace.session import Session
from tests.boards import NOW
from tests.intake.wordfiles import answers as shown_in

CASE = "Muquan"
SEEDS = ("Haitang", "Lingmai", "Baishan", "Hengjian", "Weihe", "Qinglan", "Yunfeng", "Tianhe")
PLANS = (CASE, *SEEDS)
RETURNED = SEEDS[:3]
CHANGED, WORDED, LAZY = RETURNED
"""Of those returned one is changed by a file, one by Word, one not at all."""
FOLLOWED = CASE
TODAY = "2027-04-10"
WORDS = {
    "en": {"must": "Which figure?", "consider": "Earlier?", "praise": "Well argued", "why": "Vague",
           "said": "From the audit", "role": "Our home ground for recycled film: 40% of its margin",
           "goal": "Hold cartons at 2,900 from 2,600", "word": "Chosen for its 22,800 of spend."},
    "zh": {"must": "依据哪个数据？", "consider": "能否提前？", "praise": "论证充分",
           "why": "不够具体", "said": "来自审计报告", "role": "再生膜的主场，占毛利40%",
           "goal": "纸箱销售额从2,600守到2,900", "word": "因可及采购规模22,800而选。"},
}  # fmt: skip
A2_DUE = "2027-04-30"
MORE = 10
"""By how much the author raises the first line of the budget in its first year."""


@dataclass
class Quarter:
    """The plans of a team in one store, and what commands said of them."""

    folder: Path
    lang: str
    told: dict[str, Any] = field(default_factory=dict)

    @property
    def store(self) -> Path:
        return self.folder / "plans.db"

    def run(self, who: str, *command: str, fails: int = 0) -> Result:
        before = ["--store", str(self.store), "--lang", self.lang, "--as", who, "--today", TODAY]
        done = CliRunner().invoke(kamguide, [*before, *command])
        assert done.exit_code == fails, done.output
        return done

    def author(self, *command: str, fails: int = 0) -> str:
        return self.run("Lin", *command, fails=fails).output

    def boss(self, *command: str, fails: int = 0) -> str:
        return self.run("Wang", "review", *command, fails=fails).output

    def board(self) -> dict[str, Any]:
        return dict(json.loads(self.run("Wang", "review", "board", "--json").stdout))

    def states(self) -> dict[str, str]:
        return {one["name"]: one["status"] for one in self.board()["plans"]}

    def opened(self, plan: str) -> Session:
        workspace = Workspace.at(self.store, actor="Wang", lang=self.lang, now=lambda: NOW)
        return workspace.open(plan, read_only=True)

    def says(self, word: str) -> str:
        return WORDS[self.lang][word]


def submitted(folder: Path, lang: str, plans: Path) -> Quarter:
    """Nine plans, handed in; where something is to be mended first, with a reason."""
    found = Quarter(folder, lang)
    copyfile(plans, found.store)
    found.told["draft"] = found.board()
    for one in found.told["draft"]["plans"]:
        if one["blocks"]:
            assert str(one["blocks"]) in found.author("review", "submit", one["name"], fails=1)
        reason = ["--reason", found.says("said")] if one["blocks"] else []
        found.author("review", "submit", one["name"], *reason)
    found.told["submitted"] = found.board()
    return found


def reviewed(found: Quarter) -> None:
    """The reviewer asks, comments and returns three plans."""
    found.told["script"] = json.loads(
        found.run("Wang", "review", "script", CHANGED, "--json").stdout
    )
    found.boss(
        "decide", CHANGED, found.says("consider"), "--owner", "Gao Yun", "--by", "2027-05-01"
    )
    for plan in RETURNED:
        found.boss("comment", plan, found.says("must"), "--at", "obj_list.O1.statement",
                   "--kind", "must")  # fmt: skip
        found.boss("comment", plan, found.says("consider"), "--at", "str_actions.A1")
        found.boss("comment", plan, found.says("praise"), "--kind", "praise")
        found.boss("return", plan, "--reason", found.says("why"))
    found.told["returned"] = found.states()


def mended(found: Quarter) -> None:
    """The authors change what they were told to, in a file or in Word, and hand in again."""
    case = load_case("muquan", "en").answers
    goals = [dict(one) for one in case["obj_list"]]  # type: ignore[union-attr, arg-type]
    goals[0]["statement"] = found.says("goal")
    lines = [dict(one) for one in case["bud_lines"]]  # type: ignore[union-attr, arg-type]
    lines[0]["t1"] = Decimal(str(lines[0]["t1"])) + MORE
    file = found.folder / "more.json"
    wanted = {"obj_list": goals, "bud_lines": lines, "mis_role": found.says("role")}
    file.write_text(json.dumps(wanted, default=int), "utf-8")
    found.author("fill", CHANGED, str(file))
    found.author("review", "answer", CHANGED, "1", found.says("said"))
    found.author("review", "resolve", CHANGED, "1")
    word = found.folder / "back.docx"
    found.author("export", WORDED, "--to", str(word))
    reworded(word, found.says("word"))
    found.told["word"] = json.loads(
        found.run("Lin", "review", "word", WORDED, str(word), "--accept", "all", "--json").stdout
    )
    for plan in RETURNED:
        found.author("review", "submit", plan, "--reason", found.says("said"))


def reworded(file: Path, words: str) -> None:
    """What somebody does in Word: one answer is written anew."""
    made = Document(str(file))
    shown_in(made)[0].runs[-1].text = words
    made.save(str(file))


def decided(found: Quarter) -> None:
    """What changed is looked at, and all are approved; what had to be met is met first."""
    found.told["changes"] = {
        plan: json.loads(found.run("Wang", "review", "changes", plan, "--json").stdout)
        for plan in RETURNED
    }
    found.told["unmet"] = found.boss("approve", LAZY, fails=1)
    for plan in (WORDED, LAZY):
        found.boss("resolve", plan, "1")
    for plan in PLANS:
        found.boss("approve", plan, "--reason", found.says("praise"))


def followed(found: Quarter) -> None:
    """An action is done; the year of one plan is over and rolled on."""
    found.told["before"] = found.board()
    found.author("review", "progress", FOLLOWED, "str_actions.A1", "done")
    found.told["after"] = found.board()
    new = found.run("Lin", "review", "roll", FOLLOWED).stdout.strip()
    found.author("fill", new, "--case", "muquan")
    found.told["new"], found.told["rolled"] = new, found.author("review", "roll", new)
    found.told["end"] = found.board()
