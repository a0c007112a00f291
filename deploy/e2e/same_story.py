"""Tells one story of the three people to a running Freehold, and compares what two installations made of it.

    same_story.py tell UP.json RESULT.json    # UP.json: the output of ./freehold up or deploy/stack/up, --output json
    same_story.py compare ONE.json OTHER.json

The story: a model comes in and is approved by a second person; an application calls it and is refused; rows come in and are
refused; the officer reads the trail. Compared are, of each step, its status, its error's code and the headers that tell what
was masked; and every different record that the story left, with all its fields. Ids, times, places in a log, pseudonyms and
commitments are each installation's own: that they are there is compared, not what they are. How often a record came is not,
since waiting for an import asks as often as it takes. An installation takes a key, or a client's secret at its token_url.
"""

import base64
import io
import itertools
import json
import pathlib
import re
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
STARTER = ROOT / "deploy/starter-model/src/main/resources/dev/freehold/starter/model"
TOLD_HEADERS = ("x-freehold-masked", "x-freehold-answer-masked", "x-should-retry")
PATIENCE_SECONDS = 120

# Each installation's own, by its nature: that a record has it is compared, its value is not.
OF_ITS_OWN = {
    "id", "time", "intent", "prev", "seq", "source", "epoch", "decision", "input", "request", "response",
    "duration_micros", "client", "pseudonym",
}
ID = re.compile(r"\b(?:[a-z]+-[0-9a-f]{24}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\b")


class Installation:
    def __init__(self, up):
        self.gateway = up["gateway"].removesuffix("/v1")
        self.credentials = up["credentials"]
        self.token_url = up.get("token_url")
        self.bearers = {}

    def bearer(self, role):
        if role not in self.bearers:
            self.bearers[role] = self.token(self.credentials[role]) if self.token_url else self.credentials[role]
        return self.bearers[role]

    def token(self, client):
        form = {"grant_type": "client_credentials", **client}
        with urllib.request.urlopen(self.token_url, urllib.parse.urlencode(form).encode(), timeout=30) as answer:
            return json.load(answer)["access_token"]

    def ask(self, role, path, body=None, content_type="application/json", bearer=None, method=None):
        request = urllib.request.Request(self.gateway + path, data=body, method=method)
        request.add_header("Authorization", "Bearer " + (bearer or self.bearer(role)))
        if body is not None:
            request.add_header("Content-Type", content_type)
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.headers, refused.read()


def document(body):
    try:
        return json.loads(body)
    except ValueError:
        return {}


def code(body):
    """Of an error in OpenAI's shape, or of a problem document."""
    answer = document(body)
    if not isinstance(answer, dict):
        return None
    error = answer.get("error")
    return error.get("code") if isinstance(error, dict) else answer.get("code")


class Story:
    def __init__(self, installation):
        self.at = installation
        self.steps = []

    def step(self, name, role, path, **request):
        status, headers, body = self.at.ask(role, path, **request)
        self.steps.append({
            "step": name,
            "status": status,
            "code": code(body),
            "headers": {header: headers[header] for header in TOLD_HEADERS if headers[header]},
        })
        print(f"{status} {name}")
        return document(body)

    def tell(self):
        self.bring_a_model()
        self.call_it()
        self.give_rows()
        self.look_elsewhere()
        return self.steps

    def bring_a_model(self):
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as files:
            for file in sorted(STARTER.iterdir()):
                files.write(file, file.name)
        path = "/api/registry/models/starter-chat/imports?licence="
        taken = {"body": archive.getvalue(), "content_type": "application/zip"}
        self.step("an application may not bring a model", "application", path + "Apache-2.0", **taken)
        self.step("a licence that is not allowed is refused", "data-engineer", path + "Proprietary", **taken)
        begun = self.step("the data team brings a model", "data-engineer", path + "Apache-2.0", **taken)
        state, end = begun, time.monotonic() + PATIENCE_SECONDS
        while state.get("status") in ("queued", "running"):
            if time.monotonic() > end:
                raise SystemExit(f"the import did not end: {state}")
            time.sleep(0.5)
            state = document(self.at.ask("data-engineer", f"/api/registry/imports/{begun['id']}")[2])
        digest = state.get("digest") or sys.exit(f"no model came of it: {state}")
        approval = f"/api/registry/models/starter-chat/versions/{digest}/approval"
        self.step("who brought it may not approve it", "data-engineer", approval, body=b"{}")
        self.step("an application may not approve it", "application", approval, body=b"{}")
        self.chat("it is not called before it is approved", "My card was refused.")
        self.step("a second person approves it", "approver", approval, body=b"{}")
        end = time.monotonic() + PATIENCE_SECONDS
        while "starter-chat" not in self.at.ask("application", "/v1/models")[2].decode():
            if time.monotonic() > end:
                raise SystemExit("the approved model is not listed")
            time.sleep(0.5)

    def chat(self, name, text, role="application", **more):
        body = {"model": "starter-chat", "max_tokens": 20, "temperature": 0, "messages": [{"role": "user", "content": text}]}
        self.step(name, role, "/v1/chat/completions", body=json.dumps({**body, **more}).encode())

    def call_it(self):
        self.chat("an application calls it", "I cannot find my gold card anywhere.")
        self.chat("personal data is masked", "Write to jo@example.com about my card.")
        self.chat("a payment card is refused", "Pay from card 4111 1111 1111 1111.")
        self.chat("an unknown model is refused", "Hello", model="no-such-model")
        self.chat("what is not offered is refused", "Hello", n=2)
        self.chat("the data team may not call it", "Hello", role="data-engineer")
        self.step("a body that is no JSON is refused", "application", "/v1/chat/completions", body=b'{"model": ')
        wrong = "fh_00000000_wrong"
        self.step("a wrong key is refused", "application", "/v1/models", bearer=wrong)
        forged = ".".join(
            base64.urlsafe_b64encode(part).decode().rstrip("=")
            for part in (b'{"alg":"none"}', b'{"sub":"x","aud":"freehold"}', b"")
        )
        self.step("a token that nobody signed is refused", "application", "/v1/models", bearer=forged)

    def give_rows(self):
        rows = "".join(
            json.dumps({"text": f"Letter {i} about a {('card', 'loan')[i % 2]}, from jo{i}@example.com", "label": "ab"[i % 2]}) + "\n"
            for i in range(40)
        )
        for name, role, content in (
            ("rows come in masked", "data-engineer", rows),
            ("malformed rows are refused", "data-engineer", '{"text": "x"}\n{"label": 3}\n'),
            ("an application may not give rows", "application", rows),
        ):
            form = (
                '--b\r\nContent-Disposition: form-data; name="purpose"\r\n\r\nfine-tune\r\n--b\r\n'
                'Content-Disposition: form-data; name="file"; filename="rows.jsonl"\r\n'
                f"Content-Type: application/jsonl\r\n\r\n{content}\r\n--b--\r\n"
            )
            self.step(name, role, "/v1/files", body=form.encode(), content_type="multipart/form-data; boundary=b")

    def look_elsewhere(self):
        self.step("an application may not read the trail", "application", "/api/audit/entries?limit=1")
        self.step("the officer reads the trail", "compliance-officer", "/api/audit/entries?limit=1")
        self.step("an unknown path is refused", "application", "/v1/nothing")


def trail(installation, known=frozenset()):
    """The records that are not known yet, by their ids; those of actions whose end is still missing are waited for."""
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        records, before = {}, ""
        while before is not None:
            status, _, body = installation.ask("compliance-officer", f"/api/audit/entries?limit=200{before}")
            if status != 200:
                raise SystemExit(f"the trail answered {status}: {body[:300]}")
            page = json.loads(body)
            for entry in page["entries"]:
                if entry["id"] not in known:
                    leaf = installation.ask("compliance-officer", f"/api/audit/entries/{entry['id']}/leaf")[2]
                    records[entry["id"]] = json.loads(leaf)
            before = f"&before={page['next']}" if page.get("next") else None
        # Reading the trail leaves records too, and those of this very reading are not whole yet.
        open_intents = {
            key for key, record in records.items()
            if record["type"].endswith(".intent") and not record["action"].startswith("audit.")
        } - {record.get("intent") for record in records.values()}
        if not open_intents:
            return records
        if time.monotonic() > end:
            raise SystemExit(f"{len(open_intents)} intents have no outcome in the trail")
        time.sleep(1)


def plain(value, key=None):
    """A record's value without what is an installation's own."""
    if key in OF_ITS_OWN:
        return "*"
    if isinstance(value, dict):
        return {name: plain(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return ID.sub("*", value) if isinstance(value, str) else value


def tell(up, result):
    installation = Installation(json.loads(pathlib.Path(up).read_text(encoding="utf-8").splitlines()[-1]))
    before = frozenset(trail(installation))
    steps = Story(installation).tell()
    time.sleep(2)  # The records of the last steps are on their way into the trail.
    records = {json.dumps(plain(record), sort_keys=True) for record in trail(installation, before).values()}
    told = {"steps": steps, "records": [json.loads(record) for record in sorted(records)]}
    pathlib.Path(result).write_text(json.dumps(told, indent=1, sort_keys=True), encoding="utf-8")
    print(f"{len(steps)} steps, {len(records)} different records")


def compare(one, other):
    differences = []
    for first, second in itertools.zip_longest(one["steps"], other["steps"]):
        if first != second:
            differences.append(f"step {first}\n  or {second}")
    lines = [{json.dumps(record, sort_keys=True) for record in told["records"]} for told in (one, other)]
    differences += [f"only the first: {record}" for record in sorted(lines[0] - lines[1])]
    differences += [f"only the second: {record}" for record in sorted(lines[1] - lines[0])]
    if differences:
        raise SystemExit("\n".join(differences) + f"\n{len(differences)} differences")
    print(f"the same story: {len(one['steps'])} steps, {len(lines[0])} different records")


def main(arguments):
    if len(arguments) == 3 and arguments[0] == "tell":
        tell(*arguments[1:])
    elif len(arguments) == 3 and arguments[0] == "compare":
        compare(*(json.loads(pathlib.Path(path).read_text(encoding="utf-8")) for path in arguments[1:]))
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
