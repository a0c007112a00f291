"""Kills each part of the real stack under load, one after the other, and then asks the ledger for every answer.

    chaos.py UP.json [--seed N] [--rounds N]    # the output of deploy/stack/up --output json, after same_story.py told its story

A round takes the parts in a seeded order. While clients call the gateway without pause, a part is ended with SIGKILL, is
missed for a seeded time, and is brought back by `deploy/stack/up`. At the end every answer that a client noted must have its
intent and its outcome in the ledger, exactly once each, no intent may be left without an outcome, and no refusal may be
one that names the wrong thing: an error of the gateway's own, or an empty one. Printed for each part: answers, refusals by
code, the longest time without an answer, and how long `up` took. Standard library only.
"""

import argparse
import collections
import http.client
import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import threading
import time
import urllib.error

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import kills  # noqa: E402
import same_story  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
PARTS = (
    "postgres", "kafka", "keycloak", "opa", "gateway", "registry", "finetune-service", "inference", "policy", "audit", "console",
)
CLIENTS = 3
TOKEN_SECONDS = 45
# What a caller may be told while a part is away; anything else is a wrong word for it.
RIGHT_REFUSALS = {
    "audit_unavailable", "outcome_unrecorded", "registry_unavailable", "policy_unavailable", "upstream_unavailable",
    "upstream_timeout", "overloaded", "identity_unavailable",
}


class Load:
    """Clients that call without pause and note the decision of every answer that they got whole."""

    def __init__(self, up):
        self.installation = same_story.Installation(up)
        self.noted = set()
        self.refusals = collections.Counter()
        self.answered_at = time.monotonic()
        self.longest = 0.0
        self.lock = threading.Lock()
        self.stopping = False
        self.threads = [threading.Thread(target=self.run, args=(number,)) for number in range(CLIENTS)]
        for thread in self.threads:
            thread.start()

    def run(self, number):
        bearer, since = None, 0.0
        call = 0
        while not self.stopping:
            call += 1
            try:
                if bearer is None or time.monotonic() - since > TOKEN_SECONDS:
                    since = time.monotonic()
                    # An issuer that is away takes nobody's token away.
                    try:
                        bearer = self.installation.token(self.installation.credentials["application"])
                    except (OSError, ValueError, http.client.HTTPException):
                        self.count("(no new token)")
                self.ask(bearer or "none", f"Client {number} calls for the {call}. time about a card.")
            except (OSError, http.client.HTTPException):
                self.count("(no connection)")
                time.sleep(0.05)

    def ask(self, bearer, text):
        body = {"model": "starter-chat", "max_tokens": 8, "messages": [{"role": "user", "content": text}]}
        status, headers, answer = self.installation.ask(
            "application", "/v1/chat/completions", body=json.dumps(body).encode(), bearer=bearer
        )
        if status != 200:
            self.count(same_story.code(answer) or f"(status {status} without a code)")
            time.sleep(0.05)
            return
        json.loads(answer)
        with self.lock:
            self.noted.add(headers["x-freehold-decision"])
            self.longest = max(self.longest, time.monotonic() - self.answered_at)
            self.answered_at = time.monotonic()

    def count(self, code):
        with self.lock:
            self.refusals[code] += 1

    def figures(self):
        """What came since the last look: answers so far, refusals, the longest gap."""
        with self.lock:
            refusals, self.refusals = self.refusals, collections.Counter()
            longest, self.longest = max(self.longest, time.monotonic() - self.answered_at), 0.0
            return len(self.noted), refusals, longest

    def stop(self):
        self.stopping = True
        for thread in self.threads:
            thread.join()


def stack(*words):
    return subprocess.run([ROOT / "deploy/stack/stack", *words], check=False, capture_output=True, text=True)


def hurt(home, part, away, load):
    before, _, _ = load.figures()
    pid = int((home / f"run/{part}.pid").read_text().split()[0])
    os.kill(pid, signal.SIGKILL)
    time.sleep(away)
    shown = stack("status")
    assert shown.returncode == 1 and any(
        line.split()[0] == part and "dead" in line.split() for line in shown.stdout.splitlines() if line
    ), f"status does not name {part}:\n{shown.stdout}"
    begun = time.monotonic()
    mended = stack("up")
    assert mended.returncode == 0, f"up did not bring {part} back:\n{mended.stderr}"
    took = time.monotonic() - begun
    # An answer must come again, without a hand.
    answers, end = len(load.noted), time.monotonic() + 60
    while len(load.noted) == answers:
        assert time.monotonic() < end, f"no answer within a minute after {part} was brought back"
        time.sleep(0.1)
    after, refusals, longest = load.figures()
    told = ", ".join(f"{code} {count}" for code, count in sorted(refusals.items())) or "none"
    print(f"{part:<17} away {away:4.1f} s  up {took:5.1f} s  {after - before:5} answers  gap {longest:5.1f} s  refusals: {told}", flush=True)
    return refusals


def check(home, noted):
    """Every noted answer has both its records, once; no intent is left open."""
    (checkpoint,) = home.glob("**/ledger/default/checkpoint")
    end = time.monotonic() + 60
    while True:
        intents, outcomes, decisions = set(), collections.Counter(), collections.Counter()
        for leaf in kills.leaves(checkpoint.parent):
            record = json.loads(leaf)
            if record["type"].endswith(".intent"):
                intents.add(record["id"])
            elif record.get("intent"):
                outcomes[record["intent"]] += 1
            if record["action"] == "model.chat":
                decisions[record["policy"]["decision"]] += 1
        missing = [decision for decision in noted if decisions[decision] != 2]
        still_open = intents - set(outcomes)
        if not missing and not still_open or time.monotonic() > end:
            break
        time.sleep(2)
    assert not missing, f"{len(missing)} of {len(noted)} answers have not both records, once each: {missing[:3]}"
    assert not still_open, f"{len(still_open)} intents have no outcome"
    assert max(outcomes.values()) == 1, "an intent has two outcomes"
    return len(intents)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("up")
    parser.add_argument("--seed", type=int, default=20261128)
    parser.add_argument("--rounds", type=int, default=1)
    arguments = parser.parse_args()
    up = json.loads(pathlib.Path(arguments.up).read_text(encoding="utf-8").splitlines()[-1])
    home, draw = pathlib.Path(up["home"]), random.Random(arguments.seed)
    load = Load(up)
    refusals = collections.Counter()
    try:
        end = time.monotonic() + 60
        while not load.noted:
            assert time.monotonic() < end, f"no answer before anything was hurt: {load.refusals}"
            time.sleep(0.1)
        for _ in range(arguments.rounds):
            for part in draw.sample(PARTS, len(PARTS)):
                refusals += hurt(home, part, draw.uniform(0.5, 4.0), load)
    finally:
        load.stop()
    wrong = {code: count for code, count in refusals.items() if not code.startswith("(no ") and code not in RIGHT_REFUSALS}
    intents = check(home, load.noted)
    print(f"{len(load.noted)} answers, each with both records; {intents} intents, each with one outcome; seed {arguments.seed}")
    assert not wrong, f"refusals that name the wrong thing: {wrong}"


if __name__ == "__main__":
    main()
