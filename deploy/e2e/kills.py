"""Kills the platform under load, again and again, and then asks the ledger for every answer that a client noted.

Each round ends the platform's process, its PostgreSQL, or both with SIGKILL at a seeded moment, starts the platform
again with `freehold up`, and goes on. At the end every noted answer must have its intent and its outcome in the ledger,
exactly once each, and the ledger must verify. Streams count as answers once their last frame came; one that was cut
after its first piece must have its intent and an outcome that says so. Fine-tuning jobs run meanwhile: each must come to
an end that it can be asked for. Needs a platform on which the demo has run. Standard library only.
"""

import argparse
import hashlib
import http.client
import json
import os
import pathlib
import random
import signal
import subprocess
import threading
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
CLIENTS = 4
CHAT_MODEL = "starter-chat"


def freehold(*words):
    return subprocess.run([ROOT / "freehold", *words], check=True, capture_output=True, text=True).stdout


def up():
    return json.loads(freehold("up", "--output", "json").splitlines()[-1])


class Load:
    """Clients that call without pause and note the decision of every answer they got whole."""

    def __init__(self, platform):
        self.url = platform["gateway"]
        self.key = platform["credentials"]["application"]
        self.noted = {}
        self.cut = set()
        self.refused = 0
        self.stopping = False
        self.threads = [threading.Thread(target=self.run, args=(i,)) for i in range(CLIENTS)]
        for thread in self.threads:
            thread.start()

    def run(self, client):
        for call in range(10_000_000):
            if self.stopping:
                return
            text = f"Call {call} of client {client}: nothing arrived."
            try:
                if client == 0:
                    self.stream(text)
                elif (call + client) % 2:
                    self.whole("embeddings", {"model": "all-minilm-l6-v2", "input": text})
                else:
                    self.whole("classify", {"model": "complaint-classifier", "input": text})
            except (OSError, http.client.HTTPException, ValueError):
                self.refused += 1
                time.sleep(0.05)

    def open(self, surface, body):
        request = urllib.request.Request(
            f"{self.url}/{surface}",
            json.dumps(body).encode(),
            {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"},
        )
        return urllib.request.urlopen(request, timeout=20)

    def whole(self, surface, body):
        with self.open(surface, body) as answer:
            json.loads(answer.read())
            self.noted[answer.headers["x-freehold-decision"]] = answer.headers["x-freehold-receipt"]

    def stream(self, text):
        body = {
            "model": CHAT_MODEL,
            "messages": [{"role": "user", "content": text}],
            "stream": True,
            "max_tokens": 60,
        }
        with self.open("chat/completions", body) as answer:
            decision, receipt = answer.headers["x-freehold-decision"], None
            for line in answer:
                if line.startswith(b"data: {"):
                    self.cut.add(decision)
                    receipt = json.loads(line[6:]).get("freehold", {}).get("receipt", receipt)
                if line.startswith(b"data: [DONE]"):
                    self.noted[decision] = receipt
                    self.cut.discard(decision)
            if decision in self.cut:
                raise ValueError("cut")

    def stop(self):
        self.stopping = True
        for thread in self.threads:
            thread.join()


class Jobs:
    """Small fine-tuning jobs, one after the other, so that kills meet them in every state."""

    ROWS = 48

    def __init__(self, platform):
        self.url = platform["gateway"]
        self.key = platform["credentials"]["data-engineer"]
        self.ids = []
        self.file = self.upload()

    def ask(self, path, body=None, content_type="application/json"):
        request = urllib.request.Request(
            f"{self.url}/{path}", body, {"Authorization": f"Bearer {self.key}", "Content-Type": content_type}
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.loads(answer.read())

    def upload(self):
        rows = "".join(
            json.dumps({"text": f"Row {i}: {('the card was refused', 'the loan is late')[i % 2]}", "label": "ab"[i % 2]})
            + "\n"
            for i in range(self.ROWS)
        )
        body = (
            '--cut\r\nContent-Disposition: form-data; name="purpose"\r\n\r\nfine-tune\r\n'
            '--cut\r\nContent-Disposition: form-data; name="file"; filename="rows.jsonl"\r\n\r\n'
            f"{rows}\r\n--cut--\r\n"
        )
        return self.ask("files", body.encode(), "multipart/form-data; boundary=cut")["id"]

    def status(self, job):
        return self.ask(f"fine_tuning/jobs/{job}")["status"]

    def keep_one_going(self):
        if self.ids and self.status(self.ids[-1]) in ("queued", "running"):
            return
        order = {
            "model": "all-minilm-l6-v2",
            "training_file": self.file,
            "suffix": f"killed-{len(self.ids)}-{int(time.time())}",
            "hyperparameters": {"n_epochs": 6},
        }
        self.ids.append(self.ask("fine_tuning/jobs", json.dumps(order).encode())["id"])

    def await_ends(self):
        """How each job ended; a failed one says why."""
        limit = time.time() + 300
        ends = {}
        while len(ends) < len(self.ids):
            assert time.time() < limit, f"jobs hang: {set(self.ids) - set(ends)}"
            for job in self.ids:
                found = self.ask(f"fine_tuning/jobs/{job}")
                if found["status"] not in ("queued", "running"):
                    assert found["status"] == "succeeded" or found["error"]["code"], found
                    ends[job] = found["status"]
            time.sleep(0.5)
        return ends


def kill(home, target):
    """Ends the processes that a target names; gives their ids."""
    pids = []
    if target in ("platform", "both"):
        pids.append(json.loads((home / "run/platform.json").read_text())["pid"])
    if target in ("postgres", "both"):
        pids.append(int((home / "postgres/data/postmaster.pid").read_text().split()[0]))
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
    return pids


def gone(pid):
    try:
        return pathlib.Path(f"/proc/{pid}/stat").read_text().split(") ")[1][0] == "Z"
    except FileNotFoundError:
        return True


def leaves(ledger):
    """The log's entries, as its bundles hold them."""
    size = int((ledger / "checkpoint").read_text().splitlines()[1])
    found = []
    for index in range((size + 255) // 256):
        path = f"{index % 1000:03d}"
        rest = index // 1000
        while rest:
            path = f"x{rest % 1000:03d}/{path}"
            rest //= 1000
        width = min(256, size - 256 * index)
        base = ledger / "tile/entries"
        file = base / path if width == 256 else base / f"{path}.p" / str(width)
        data = (file if file.exists() else base / path).read_bytes()
        offset = 0
        for _ in range(width):
            length = int.from_bytes(data[offset : offset + 2], "big")
            found.append(data[offset + 2 : offset + 2 + length])
            offset += 2 + length
    return found


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--kills", type=int, default=20)
    options.add_argument("--seed", type=int, default=1)
    options = options.parse_args()
    seeded = random.Random(options.seed)

    platform = up()
    home = pathlib.Path(platform["home"])
    noted, cut, refused, recoveries = {}, set(), 0, []
    jobs = Jobs(platform)
    for round in range(options.kills):
        target = seeded.choice(["platform", "postgres", "both"])
        jobs.keep_one_going()
        load = Load(platform)
        limit = time.time() + 60
        while len(load.noted) < 5:
            assert time.time() < limit, "no answers within a minute of a start"
            time.sleep(0.02)
        time.sleep(2 * seeded.random())
        pids = kill(home, target)
        limit = time.time() + 30
        while not all(gone(pid) for pid in pids):
            assert time.time() < limit, "a killed process lives"
            time.sleep(0.02)
        load.stop()
        began = time.time()
        platform = up()
        recoveries.append(time.time() - began)
        noted.update(load.noted)
        cut |= load.cut
        refused += load.refused
        print(f"kill {round + 1}: {target}, {len(load.noted)} answers noted, back after {recoveries[-1]:.1f} s", flush=True)
    assert len(noted) > options.kills, "there was no load"
    ends = list(jobs.await_ends().values())

    ledger = home / "ledger/default"
    limit = time.time() + 60
    while True:
        entries = leaves(ledger)
        intents, outcomes, positions = {}, {}, set()
        for entry in entries:
            record = json.loads(entry)
            position = (record["source"], record["epoch"], record["seq"])
            assert position not in positions, f"recorded twice: {position}"
            positions.add(position)
            if record["type"].endswith(".intent") and "policy" in record:
                intents[record["policy"]["decision"]] = record["id"]
            elif record["type"].endswith(".outcome") and "intent" in record:
                assert record["intent"] not in outcomes, f"two outcomes of {record['intent']}"
                outcomes[record["intent"]] = record["outcome"]["status"]
        missing = [d for d in noted if d not in intents or outcomes.get(intents[d]) != "ok"]
        open_streams = [d for d in cut if d not in intents or intents[d] not in outcomes]
        if not (missing or open_streams) or time.time() > limit:
            break
        time.sleep(0.5)
    assert not missing, f"{len(missing)} of {len(noted)} answers lack a record: {missing[:3]}"
    assert not open_streams, f"{len(open_streams)} of {len(cut)} cut streams lack a record: {open_streams[:3]}"
    finished = [d for d in cut if outcomes[intents[d]] == "ok"]
    hashes = {hashlib.sha256(b"\0" + entry).hexdigest() for entry in entries}
    lost = [r for r in noted.values() if r.rsplit("/", 1)[1] not in hashes]
    assert not lost, f"{len(lost)} receipts are not in the ledger: {lost[:3]}"
    open_intents = [i for i in intents.values() if i not in outcomes]
    print(freehold("verify").strip())
    recoveries.sort()
    print(
        f"{options.kills} kills: {len(noted)} noted answers, each with both records; {refused} refused; "
        f"{len(cut)} streams were cut, each with an outcome ({len(finished)} had theirs before the cut); "
        f"{len(ends)} jobs met them: {ends.count('succeeded')} succeeded, {ends.count('failed')} failed with a reason; "
        f"{len(entries)} entries; {len(open_intents)} intents still open; "
        f"back after {recoveries[len(recoveries) // 2]:.1f} s at the median, {recoveries[-1]:.1f} s at most"
    )


if __name__ == "__main__":
    main()
