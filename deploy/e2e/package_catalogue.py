"""Makes a labelled corpus out of the machine's own package catalogue: what a package is, in one line, and its section.

    apt-get update && python3 deploy/e2e/package_catalogue.py FILE.jsonl

Real texts by many writers, the same everywhere but for the catalogue's own changes: twelve fixed sections, a hundred
packages of each, drawn with a fixed seed. It fails where the catalogue holds fewer.
"""

import json
import random
import subprocess
import sys

SECTIONS = ("doc", "golang", "haskell", "java", "javascript", "libdevel", "lisp", "ocaml", "perl", "php", "python", "ruby")
ROWS_A_SECTION = 100
SEED = 20261123


def packages():
    """Fields of each package that has a section, by name."""
    catalogue = subprocess.run(["apt-cache", "dumpavail"], check=True, stdout=subprocess.PIPE, text=True, encoding="utf-8").stdout
    for paragraph in catalogue.split("\n\n"):
        # A line that starts with a blank goes on with the field before; the first line of a description is its synopsis.
        fields = dict(line.split(": ", 1) for line in paragraph.split("\n") if ": " in line and not line.startswith(" "))
        if "Section" in fields and "Description" in fields:
            yield fields


def corpus():
    synopses = {}
    for package in packages():
        section = package["Section"].rsplit("/", 1)[-1]
        # Many packages of one source share a synopsis: the first counts, and one in two sections counts in neither.
        synopses.setdefault(package["Description"].strip(), set()).add(section)
    rows = []
    draw = random.Random(SEED)
    for section in SECTIONS:
        texts = sorted(text for text, sections in synopses.items() if sections == {section})
        if len(texts) < ROWS_A_SECTION:
            sys.exit(f"section {section} has {len(texts)} packages, {ROWS_A_SECTION} are needed; run apt-get update first")
        rows += [{"text": text, "label": section} for text in draw.sample(texts, ROWS_A_SECTION)]
    draw.shuffle(rows)
    return rows


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    with open(sys.argv[1], "w", encoding="utf-8") as out:
        out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in corpus())
    print(f"{ROWS_A_SECTION * len(SECTIONS)} rows of {len(SECTIONS)} sections")
