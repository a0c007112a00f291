"""The stock OpenAI client against the gateway: only the base URL and the key are ours.

Usage: openai_client.py UP.json, the output of `freehold up --output json`.
"""

import json
import math
import sys

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

print("the stock client lists models, embeds, and is refused as it expects")
