"""Reading: what scalars mean, and that nothing a file holds can hurt."""

import random
from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest
from small_method import SMALL

from kamguide.flowfile.check import check
from kamguide.flowfile.nodes import Fields, plain
from kamguide.flowfile.problems import Problem, Problems
from kamguide.flowfile.reading import tree

LITERALS = {
    "true": True, "True": True, "FALSE": False, "null": None, "~": None, "": None,
    "yes": "yes", "no": "no", "on": "on", "off": "off", "y": "y", "N": "N", "Yes": "Yes",
    "12:30": "12:30", "1:2:3": "1:2:3", "010": "010", "0o17": "0o17", "0x1F": "0x1F",
    "0b1": "0b1", "1_000": "1_000", "1,000": "1,000", "2026-01-01": "2026-01-01",
    "2026-01-01T10:00:00Z": "2026-01-01T10:00:00Z", "0": 0, "7": 7, "-3": -3, "+5": "+5",
    "12345678901234567890": 12345678901234567890, "1.10": "1.10", "-0.5": "-0.5", ".5": ".5",
    "1e6": "1e6", ".inf": ".inf", ".nan": ".nan", "1.2.3": "1.2.3", "T+3": "T+3",
    "'true'": "true", '"7"': "7", "！": "！", "12%": "12%",
}  # fmt: skip


def problems_of(raw: bytes) -> list[Problem]:
    problems = Problems("file.yaml")
    tree(raw, problems)
    return problems.found


@pytest.mark.parametrize(("written", "meant"), LITERALS.items())
def test_a_scalar_means_what_it_looks_like(written: str, meant: object) -> None:
    node = tree(f"- {written}\n".encode(), Problems("x"))
    assert node is not None
    assert plain(node) == [meant]


def test_a_byte_order_mark_is_taken() -> None:
    node = tree(b"\xef\xbb\xbfa: 1\n", Problems("x"))
    assert isinstance(node, Fields)
    assert list(node.entries) == ["a"]


LAUGHS = "\n".join(
    ["a: &a [x, x, x, x, x, x, x, x, x]"]
    + [
        f"{b}: &{b} [{', '.join(['*' + a] * 9)}]"
        for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    ]
)

UTF16 = "id: x\n".encode("utf-16")
NOISE = random.Random(1).randbytes(50_000)  # noqa: S311 - noise, no secrets

HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "alias bomb": (LAUGHS.encode, "flow.yaml.anchor"),
    "merge bomb": (lambda: b"a: &a {b: 1}\nc:\n  <<: *a\n", "flow.yaml.anchor"),
    "open brackets": (lambda: b"[" * 100_000, "flow.yaml.too_deep"),
    "open braces": (lambda: b"{a: " * 100_000, "flow.yaml.too_deep"),
    "nested dashes": (lambda: b"- " * 100_000, "flow.yaml.too_deep"),
    "nested questions": (lambda: b"? " * 100_000, "flow.yaml.too_deep"),
    "51 deep": (lambda: b"[" * 51 + b"]" * 51, "flow.yaml.too_deep"),
    "indented keys": (
        lambda: b"".join(b" " * n + b"a:\n" for n in range(1_000)),
        "flow.yaml.too_deep",
    ),
    "many items": (lambda: b"[" + b"a," * 400_000 + b"]", "flow.yaml.too_many"),
    "many lines": (lambda: b"- a\n" * 200_000, "flow.yaml.too_many"),
    "a large file": (lambda: b"a" * 1_000_001, "flow.file.too_large"),
    "a huge file": (lambda: b"- a\n" * 5_000_000, "flow.file.too_large"),
    "one long word": (lambda: b"a: " + b"x" * 900_000, ""),
    "a long number": (lambda: b"a: " + b"9" * 900_000, ""),
    "a long open quote": (lambda: b"'" * 900_001, "flow.yaml.open_quote"),
    "only colons": (lambda: b":" * 500_000, "flow.yaml.colon_in_text"),
    "only line ends": (lambda: b"\n" * 900_000, "flow.file.empty"),
    "full-width colons": (("a：" * 300_000 + ":\n b: c: d").encode, ""),
    "a long list of full-width commas": (("[" + "a，" * 200_000).encode, ""),
    "python code": (lambda: b"!!python/object/apply:os.system ['true']", "flow.yaml.tag"),
    "a local tag": (lambda: b"a: !secret x", "flow.yaml.tag"),
    "an include": (lambda: b"a: !include /etc/passwd", "flow.yaml.tag"),
    "binary": (lambda: bytes(range(256)) * 100, "flow.file.encoding"),
    "random bytes": (lambda: NOISE, "flow.file.encoding"),
    "zeros": (lambda: b"\0" * 1000, "flow.file.encoding"),
    "an escape": (lambda: b"a: \x1b[31m", "flow.file.character"),
    "UTF-16": (lambda: UTF16, "flow.file.encoding"),
    "UTF-16 without mark": (lambda: UTF16[2:] * 9, "flow.file.encoding"),
    "GBK": (lambda: "id: x\nask: 客户叫什么名字\n".encode("gbk"), "flow.file.encoding"),
    "nothing": (lambda: b"", "flow.file.empty"),
    "a comment": (lambda: b"# nothing\n", "flow.file.empty"),
    "many documents": (lambda: b"--- a\n" * 1000, "flow.yaml.documents"),
    "a directive": (lambda: b"%YAML 9.9\n---\na: 1\n", "flow.yaml.broken"),
    "a list for a key": (lambda: b"? [a, b]\n: c\n", "flow.yaml.odd_key"),
    "half a surrogate": (lambda: b'a: "\\ud800"', ""),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gives_a_problem_soon_and_never_an_error(name: str) -> None:
    make, key = HOSTILE[name]
    raw = make()
    started = process_time()
    found = problems_of(raw)
    taken = process_time() - started
    assert taken < 0.5
    if key:
        assert key in {one.key for one in found}
    for one in found:
        assert one.said("zh")
        assert one.said("en")


MANY: dict[str, tuple[str, str]] = {
    "kam/steps/01-start.yaml": ("covers: [U0]", "".join(f"key{n}: x\n" for n in range(15_000))),
    "kam/steps/02-work.yaml": ("purpose:", "covers: [" + "a, " * 30_000 + "]\npurpose:"),
    "kam/figures.yaml": ("- id: total", "- {id: x}\n" * 9_000 + "- id: total"),
    "kam/drafts.yaml": ("- id: summary", "- id: summary\n" * 9_000),
}  # fmt: skip


@pytest.mark.parametrize("file", MANY)
def test_a_file_with_thousands_of_faults_is_told_soon_and_not_at_length(
    flows: Path, file: str
) -> None:
    old, new = MANY[file]
    path = flows / file
    path.write_text(path.read_text("utf-8").replace(old, new, 1), encoding="utf-8")
    started = process_time()
    found = check(flows, calculations=SMALL)
    assert process_time() - started < 2
    assert len([one for one in found if one.file.endswith(file)]) <= 100


def test_the_line_of_a_wrong_byte_is_named() -> None:
    raw = "id: x\nwhy: ok\nask: 客户\n".encode("gbk")
    (problem,) = problems_of(raw)
    assert (problem.line, dict(problem.values)["found"]) == (3, "GBK")


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("place", ["kam/steps/01-start.yaml", "tour.yaml", "kam/words.yaml"])
def test_a_hostile_file_among_flows_is_a_problem_of_that_file(
    flows: Path, name: str, place: str
) -> None:
    (flows / place).write_bytes(HOSTILE[name][0]())
    found = check(flows, calculations=SMALL)
    assert any(one.file.endswith(place) for one in found)


def test_any_damage_to_a_file_is_a_problem_or_harmless_and_never_an_error(flows: Path) -> None:
    chance = random.Random(7)  # noqa: S311 - damage, no secrets
    files = sorted(flows.rglob("*.yaml"))
    for _ in range(150):
        path = chance.choice([one for one in files if one.parent.parent.name != "cases"])
        raw = path.read_bytes()
        damaged = bytearray(raw)
        for _ in range(chance.randint(1, 4)):
            start = chance.randrange(len(damaged))
            damaged[start : start + chance.randint(0, 9)] = chance.choice(
                [b"", b":", b"- ", b"\n", b"{", "：".encode(), b"\t", b'"', b"&a ", b"0", b"x"]
            )
        path.write_bytes(bytes(damaged))
        check(flows, calculations=SMALL)
        path.write_bytes(raw)
