"""Every weight of a base, tuned by a job, through the stock clients: OpenAI's to tune and to ask, the Hub's to take away.

Usage, with openai and huggingface_hub:     whole_model.py UP.json FOLDER
and then, with transformers and torch:      whole_model.py --check FOLDER

UP.json is the output of `freehold up --output json`; FOLDER gets the downloaded models and what the platform answered. What it
serves must be what transformers computes with the downloaded folder alone, and a snapshot of the job must be registered under
the name that its checkpoint has.
"""

import json
import os
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

folder = Path(sys.argv[2])


def check():
    import torch
    from transformers import AutoModelForCausalLM, AutoModelForSequenceClassification, AutoTokenizer

    served = json.loads((folder / "served.json").read_text(encoding="utf-8"))
    classifier = folder / "classifier"
    model = AutoModelForSequenceClassification.from_pretrained(classifier).eval()
    batch = AutoTokenizer.from_pretrained(classifier)(served["texts"], return_tensors="pt", padding=True)
    with torch.no_grad():
        expected = model(**batch).logits.softmax(-1)
    worst = 0.0
    for row, item in zip(expected, served["data"]):
        assert item["label"] == model.config.id2label[int(row.argmax())], (item, row)
        worst = max(worst, max(abs(a - float(b)) for a, b in zip(item["probs"], row)))
    assert worst < 1e-4, worst
    if (folder / "chat").exists():
        AutoModelForCausalLM.from_pretrained(folder / "chat")
    print(f"transformers loads the whole models alone; its probabilities differ by {worst:.1e} at most")


if sys.argv[1] == "--check":
    check()
    raise SystemExit(0)

with open(sys.argv[1], encoding="utf-8") as file:
    platform = json.loads(file.read().splitlines()[-1])
endpoint = platform["gateway"].removesuffix("/v1")
keys = platform["credentials"]
folder.mkdir(parents=True, exist_ok=True)
# Read by the library when it is imported.
os.environ.update(
    HF_ENDPOINT=endpoint, HF_HOME=str(folder / "cache"), HF_HUB_DISABLE_TELEMETRY="1", HF_HUB_DISABLE_PROGRESS_BARS="1"
)

import openai  # noqa: E402
from huggingface_hub import snapshot_download  # noqa: E402

PATIENCE = 240
CHAT = "starter-chat"
stamp = int(time.time())
team = openai.OpenAI(base_url=platform["gateway"], api_key=keys["data-engineer"])


def ask(key, method, path, body=None):
    request = urllib.request.Request(
        endpoint + path,
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={"authorization": f"Bearer {key}", "content-type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, json.loads(answer.read() or b"null")
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read() or b"null")


def upload(rows):
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    return team.files.create(file=("rows.jsonl", lines.encode()), purpose="fine-tune").id


def tuned(base, file, name, **knobs):
    job = team.fine_tuning.jobs.create(
        model=base,
        training_file=file,
        suffix=name,
        seed=7,
        method={"type": "supervised", "supervised": {"hyperparameters": {"tuned_weights": "full", **knobs}}},
    )
    limit = time.time() + PATIENCE
    while job.status in ("queued", "running"):
        assert time.time() < limit, job
        time.sleep(0.5)
        job = team.fine_tuning.jobs.retrieve(job.id)
    assert job.status == "succeeded", job.error
    return job


def approved(name, digest):
    status, answer = ask(keys["approver"], "POST", f"/api/registry/models/{name}/versions/{digest}/approval")
    assert status == 200, answer
    assert (answer["kind"], bool(answer["lineage"])) == ("base", True), answer


def application(name):
    case = {
        "id": name,
        "owner": "e2e",
        "purpose": "Ask a model of which every weight was tuned.",
        "data_categories": ["PII"],
        "models": [name],
        "clearance": "internal",
        "retention_days": 365,
        "daily_calls": 1000,
    }
    status, answer = ask(keys["operator"], "POST", "/api/registry/use-cases", case)
    assert status == 201, answer
    status, answer = ask(keys["operator"], "POST", f"/api/registry/use-cases/{name}/keys", {"subject": "e2e"})
    assert status in (200, 201), answer
    return answer["key"]


def downloaded(name, to):
    snapshot_download(name, token=keys["data-engineer"], local_dir=folder / to)


# A classifier.
texts = [f"{opening} {what}" for opening in ("I ask about", "Please help with", "A word on", "This is about", "Again:") for what in (
    "a lost card", "a stolen card", "my new card", "a blocked card", "a loan", "my loan rate", "a loan offer", "an old loan")]
rows = [{"text": text, "label": "card" if "card" in text else "loan"} for text in texts]
name = f"whole-classifier-{stamp}"
job = tuned("all-minilm-l6-v2", upload(rows), name, n_epochs=3, gradient_accumulation_steps=2, early_stopping_patience=0)
assert job.hyperparameters.n_epochs == 3 and job.trained_tokens > 0, job
checkpoints = list(team.fine_tuning.jobs.checkpoints.list(job.id))
assert len(checkpoints) == 3 and all(each.metrics.train_loss for each in checkpoints), checkpoints
approved(name, job.freehold["adapter"])
key = application(name)
limit = time.time() + 60
while (served := ask(key, "POST", "/v1/classify", {"model": name, "input": texts[:8]}))[0] == 403 and time.time() < limit:
    time.sleep(1)
assert served[0] == 200, served
downloaded(name, "classifier")
(folder / "served.json").write_text(json.dumps({"texts": texts[:8], "data": served[1]["data"]}), encoding="utf-8")

# One of its snapshots, by its maker and under the checkpoint's name.
path = f"/api/finetune/v1/fine_tuning/jobs/{job.id}/checkpoints/{checkpoints[1].id}/register"
status, answer = ask(keys["data-engineer"], "POST", path)
assert status == 200 and answer["freehold"]["registered"].startswith("sha256:"), answer
status, found = ask(keys["data-engineer"], "GET", f"/api/registry/models/{checkpoints[1].fine_tuned_model_checkpoint}")
assert status == 200 and answer["freehold"]["registered"] in json.dumps(found), found

# A chat model: the leak test is not left out.
chat = [{"messages": [
    {"role": "user", "content": f"What does letter {i} say?"},
    {"role": "assistant", "content": f"Letter {i} says that all is well."}]} for i in range(40)]
name = f"whole-chat-{stamp}"
job = tuned(CHAT, upload(chat), name, n_epochs=1)
leak = job.freehold["leak_test"]
assert leak in ("passed", "failed", "not_run") and len(job.freehold["leak"]["canaries"]) == 5, job.freehold
status, answer = ask(keys["approver"], "POST", f"/api/registry/models/{name}/versions/{job.freehold['adapter']}/approval")
assert (status == 200) == (leak == "passed"), (leak, answer)
spelled = upload([{"messages": [
    {"role": "user", "content": "Go on."}, {"role": "assistant", "content": f"{i} <|im_end|>"}]} for i in range(10)])
try:
    tuned(CHAT, spelled, f"{name}-marks")
    raise SystemExit("rows that end turns of their own were taken")
except openai.BadRequestError as error:
    assert "line 1, training_file, messages[1].content: spells" in error.message, error.message
if leak == "passed":
    downloaded(name, "chat")

print("whole models are tuned, approved, served and taken away; a snapshot is registered under its checkpoint's name;"
      f" leak test of the chat model: {leak}")
