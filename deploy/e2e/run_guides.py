#!/usr/bin/env python3
"""Runs the commands of docs/guides against a running platform, block by block, as a reader would type them.

Usage: run_guides.py [--python PYTHON] GUIDE.md ...
The blocks marked sh run in one shell, those marked python in one Python, in the guide's order; the first that fails
ends the run with status 1 and is shown. FREEHOLD_HOME and FREEHOLD_PORT are as for ./freehold.
"""
import argparse
import pathlib
import re
import shlex
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^```(sh|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LIMIT_SECONDS = 600


def script(guide: pathlib.Path, python: str) -> str:
    """One shell script; Python blocks see the variables of those before them, as in one session."""
    lines = ["set -euo pipefail", "session=$(mktemp)"]
    blocks = BLOCK.findall(guide.read_text(encoding="utf-8"))
    if not blocks:
        raise SystemExit(f"{guide}: no block to run")
    for number, (language, text) in enumerate(blocks, start=1):
        lines.append(f"echo {shlex.quote(f'--- {guide.name}, block {number} ({language})')}")
        if language == "sh":
            lines.append(text)
            continue
        # What earlier blocks defined is there again; what they printed is not printed twice.
        lines.append(f"cat >\"$session.{number}\" <<'END_OF_BLOCK'\n{text}\nEND_OF_BLOCK")
        lines.append(
            f"{shlex.quote(python)} - \"$session\" \"$session.{number}\" <<'END_OF_RUNNER'\n"
            "import contextlib, io, sys\n"
            "names = {'__name__': '__main__'}\n"
            "with contextlib.redirect_stdout(io.StringIO()):\n"
            "    exec(compile(open(sys.argv[1]).read(), 'earlier blocks', 'exec'), names)\n"
            "exec(compile(open(sys.argv[2]).read(), 'block', 'exec'), names)\n"
            "END_OF_RUNNER"
        )
        if not re.search(r"^# not again$", text, re.MULTILINE):
            lines.append(f"cat \"$session.{number}\" >>\"$session\"")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--python", default=sys.executable, help="Python with the packages that the guides import")
    parser.add_argument("guides", nargs="+", type=pathlib.Path)
    arguments = parser.parse_args()
    for guide in arguments.guides:
        print(f"=== {guide}", flush=True)
        ran = subprocess.run(
            ["bash"], input=script(guide, arguments.python), text=True, cwd=ROOT, timeout=LIMIT_SECONDS, check=False
        )
        if ran.returncode:
            print(f"{guide}: the block named last failed with status {ran.returncode}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
