"""The stock OpenAI client against the gateway: only the base URL and the key are ours.

Usage: openai_client.py UP.json, the output of `freehold up --output json`.
"""

import json
import math
import sys
import time

import openai

with open(sys.argv[1], encoding="utf-8") as file:
    platform = json.loads(file.read().splitlines()[-1])
key = platform["credentials"]["application"]
client = openai.OpenAI(base_url=platform["gateway"], api_key=key)

names = {model.id for model in client.models.list()}
assert {"all-minilm-l6-v2", "complaint-classifier"} <= names, names

texts = ["My transfer never arrived.", "The money I sent did not come.", "The opening hours are wrong."]
answer = client.embeddings.create(model="all-minilm-l6-v2", input=texts)
vectors = [item.embedding for item in answer.data]
assert [item.index for item in answer.data] == [0, 1, 2]
assert all(len(vector) == 384 for vector in vectors)
assert all(abs(math.sqrt(sum(x * x for x in vector)) - 1) < 1e-3 for vector in vectors)
assert answer.usage.prompt_tokens > 0

floats = client.embeddings.create(model="all-minilm-l6-v2", input=texts[0], encoding_format="float")
assert max(abs(a - b) for a, b in zip(floats.data[0].embedding, vectors[0])) < 1e-4


def cosine(a, b):
    return sum(x * y for x, y in zip(a, b))


assert cosine(vectors[0], vectors[1]) > cosine(vectors[0], vectors[2])

try:
    openai.OpenAI(base_url=platform["gateway"], api_key="fh_00000000_wrong").models.list()
    raise SystemExit("a wrong key was let in")
except openai.AuthenticationError as error:
    assert error.status_code == 401

try:
    client.embeddings.create(model="all-minilm-l6-v2", input="Pay with 4111 1111 1111 1111.")
    raise SystemExit("a payment card was let through")
except openai.PermissionDeniedError as error:
    assert error.body["decision_id"], error.body

try:
    client.embeddings.create(model="no-such-model", input="x")
    raise SystemExit("an unknown model answered")
except openai.NotFoundError:
    pass


# Chat and completions, whole and streamed.
question = [{"role": "user", "content": "I cannot find my gold card anywhere."}]
whole = client.chat.completions.create(
    model="starter-chat", messages=question, temperature=0, max_tokens=60
)
assert whole.choices[0].message.role == "assistant" and whole.choices[0].message.content.strip(), whole
assert whole.choices[0].finish_reason in ("stop", "length")
assert whole.usage.completion_tokens > 0 and whole.usage.total_tokens == (
    whole.usage.prompt_tokens + whole.usage.completion_tokens
)
pieces, usage = [], None
for chunk in client.chat.completions.create(
    model="starter-chat",
    messages=question,
    temperature=0,
    max_tokens=60,
    stream=True,
    stream_options={"include_usage": True},
):
    usage = chunk.usage or usage
    pieces += [choice.delta.content for choice in chunk.choices if choice.delta.content]
assert len(pieces) > 1 and "".join(pieces) == whole.choices[0].message.content, pieces
assert usage.completion_tokens == whole.usage.completion_tokens

with client.chat.completions.with_streaming_response.create(
    model="starter-chat", messages=question, max_tokens=5
) as raw:
    assert raw.headers["x-freehold-decision"] and raw.headers["x-freehold-receipt"]

text = client.completions.create(model="starter-chat", prompt="The card", temperature=0, max_tokens=8)
assert text.choices[0].text and text.object == "text_completion", text

for bad in ({"n": 2}, {"tools": [{"type": "function", "function": {"name": "f"}}]}):
    try:
        client.chat.completions.create(model="starter-chat", messages=question, **bad)
        raise SystemExit(f"{bad} was taken")
    except openai.BadRequestError as error:
        assert error.param in bad or list(bad)[0] in error.message, error

# Files and jobs, as the data team.
team = openai.OpenAI(base_url=platform["gateway"], api_key=platform["credentials"]["data-engineer"])
rows = "".join(
    json.dumps({"text": f"Letter {i} about {('a card', 'a loan')[i % 2]}, from jo{i}@example.com", "label": "ab"[i % 2]}) + "\n"
    for i in range(40)
)
file = team.files.create(file=("letters.jsonl", rows.encode()), purpose="fine-tune")
assert file.purpose == "fine-tune" and file.bytes > 0
assert file.id in {listed.id for listed in team.files.list()}
assert "example.com" not in team.files.content(file.id).text
try:
    team.files.create(file=("bad.jsonl", b'{"text": "x"}\n{"label": 3}\n'), purpose="fine-tune")
    raise SystemExit("malformed rows were taken")
except openai.APIStatusError as error:
    assert error.status_code in (400, 422) and "line" in error.message, error

name = f"sdk-letters-{int(time.time())}"
job = team.fine_tuning.jobs.create(
    model="all-minilm-l6-v2", training_file=file.id, suffix=name, hyperparameters={"n_epochs": 2}
)
assert team.fine_tuning.jobs.retrieve(job.id).id == job.id
assert job.id in {listed.id for listed in team.fine_tuning.jobs.list(limit=5)}
limit = time.time() + 180
while (job := team.fine_tuning.jobs.retrieve(job.id)).status in ("queued", "running"):
    assert time.time() < limit, job
    time.sleep(0.5)
assert job.status == "succeeded", job.error
assert job.fine_tuned_model == name, job
events = list(team.fine_tuning.jobs.list_events(job.id))
assert any(event.type == "metrics" for event in events), events
assert job.trained_tokens, job
checkpoints = list(team.fine_tuning.jobs.checkpoints.list(job.id, limit=1))
assert len(checkpoints) == 2 and checkpoints[0].step_number > checkpoints[1].step_number, checkpoints
assert checkpoints[0].metrics.train_loss and checkpoints[0].metrics.full_valid_loss, checkpoints
assert {each.fine_tuned_model_checkpoint for each in checkpoints} < {
    name, *(f"{name}-step-{each.step_number}" for each in checkpoints)
}, checkpoints
other = team.fine_tuning.jobs.create(model="all-minilm-l6-v2", training_file=file.id, suffix=f"{name}-cancelled")
assert team.fine_tuning.jobs.cancel(other.id).status in ("cancelled", "running", "queued")
try:
    client.files.list()
    raise SystemExit("an application read training files")
except openai.PermissionDeniedError:
    pass

print("the stock client lists models, embeds, chats, streams, uploads, tunes, and is refused as it expects")
