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


# Runs blocks that a shell hands it, one after the other, in one session: names live on from block to block.
SESSION = """
import os, sys
names = {"__name__": "__main__"}
for number in sys.stdin:
    path, _, environment = number.strip().partition(" ")
    os.environ.update(pair.split("=", 1) for pair in open(environment).read().split(chr(0)) if "=" in pair)
    exec(compile(open(path).read(), path, "exec"), names)
    sys.stdout.flush()
    open(path + ".done", "w").close()
"""


def script(guide: pathlib.Path, python: str) -> str:
    """One shell script; the Python blocks go to one Python beside it, which sees what the shell has exported by then."""
    blocks = BLOCK.findall(guide.read_text(encoding="utf-8"))
    if not blocks:
        raise SystemExit(f"{guide}: no block to run")
    lines = ["set -euo pipefail", "blocks=$(mktemp -d)"]
    if any(language == "python" for language, _ in blocks):
        lines.append(f"coproc SESSION {{ exec {shlex.quote(python)} -c {shlex.quote(SESSION)} >&2; }}")
    for number, (language, text) in enumerate(blocks, start=1):
        lines.append(f"echo {shlex.quote(f'--- {guide.name}, block {number} ({language})')} >&2")
        if language == "sh":
            lines.append(text)
            continue
        lines.append(f"cat >\"$blocks/{number}\" <<'END_OF_BLOCK'\n{text}\nEND_OF_BLOCK")
        lines.append(
            f'env -0 >"$blocks/{number}.env"; echo "$blocks/{number} $blocks/{number}.env" >&"${{SESSION[1]}}"\n'
            f'until [ -e "$blocks/{number}.done" ]; do [ -n "${{SESSION_PID:-}}" ] || exit 1; sleep 0.1; done'
        )
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
