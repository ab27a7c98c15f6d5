"""Measure the wheel of this checkout: `python -m tests.benchmarks`.

It is built and installed in an environment of its own. With `--here`, the kamguide of this
environment is measured instead, which is quicker and tells less.
"""

import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path
from shutil import copytree, ignore_patterns
from tempfile import TemporaryDirectory

CHECKOUT = Path(__file__).parents[2]


def main(arguments: Sequence[str]) -> int:
    """Measure, and give back 0 where everything is as fast as was promised."""
    with TemporaryDirectory() as folder:
        room = Path(folder)
        python = sys.executable if "--here" in arguments else str(_installed(room))
        # A copy, so that what is imported is what is installed and not this checkout.
        copytree(Path(__file__).parent, room / "benchmarks", ignore=ignore_patterns("__pycache__"))
        return subprocess.run([python, "-m", "benchmarks.run"], cwd=room, check=False).returncode


def _installed(room: Path) -> Path:
    """The Python of a new environment with the wheel of this checkout."""
    build = [sys.executable, "-m", "build", "-q", "--wheel", "--outdir", str(room / "dist")]
    subprocess.run([*build, str(CHECKOUT)], check=True)
    (wheel,) = (room / "dist").glob("*.whl")
    venv.create(room / "venv", with_pip=True)
    python = room / "venv" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    install = [str(python), "-m", "pip", "install", "-q", str(wheel), "pyte"]
    subprocess.run(install, check=True)
    return python


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
