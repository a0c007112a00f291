"""Checks what the demo promises: its last line of standard output is one object with the promised figures.

    check_demo.py OUTPUT          of ./freehold demo
    check_demo.py OUTPUT --own    of ./freehold demo --data FILE, whose texts may hold nothing to mask
"""

import json
import sys

own = sys.argv[2:] == ["--own"]
with open(sys.argv[1], encoding="utf-8") as lines:
    figures = json.loads(lines.read().splitlines()[-1])

for name in ("base_f1", "tuned_f1", "gain_low", "gain_high", "denied", "masked", "records", "ledger_size", "seconds"):
    assert name in figures, f"{name} is missing"
assert figures["gain_low"] > 0, "the interval of the gain does not exclude 0"
assert figures["tuned_f1"] > figures["base_f1"]
assert figures["denied"] >= 1 and (own or figures["masked"] > 0)
assert figures["ledger_size"] >= figures["records"] > 0
assert figures["isolation"] == "namespace", "here the tuning process must be without network"
assert figures["seconds"] <= 300, f"{figures['seconds']} s"
print("the demo keeps its promises")
