"""The stock OpenAI client has texts written: only the base URL and the key are ours.

Usage: stock_client.py BASE_URL KEY
"""

import sys

import openai

client = openai.OpenAI(base_url=sys.argv[1], api_key=sys.argv[2], max_retries=0)
hello = [{"role": "user", "content": "hello"}]

answer = client.chat.completions.create(model="minilm", messages=hello)
assert answer.choices[0].message.content == "Hello, how can I help?", answer
assert answer.choices[0].finish_reason == "stop"
assert answer.usage.total_tokens == 12

stream = client.chat.completions.create(
    model="minilm", messages=hello, stream=True, stream_options={"include_usage": True})
chunks = list(stream)
assert "".join(c.choices[0].delta.content or "" for c in chunks if c.choices) == "Hello, how can I help?"
assert chunks[-1].usage.completion_tokens == 5
assert chunks[-1].freehold["receipt"].startswith("test/0/"), chunks[-1]

completion = client.completions.create(model="minilm", prompt="Once upon")
assert completion.choices[0].text == "Hello, how can I help?"
pieces = [c.choices[0].text for c in client.completions.create(model="minilm", prompt="Once upon", stream=True)]
assert "".join(pieces) == "Hello, how can I help?"

try:
    list(client.chat.completions.create(
        model="minilm", messages=[{"role": "user", "content": "break off"}], stream=True))
    raise SystemExit("a stream that broke off was taken for whole")
except openai.APIError as error:
    assert error.code == "upstream_unavailable", error

try:
    client.chat.completions.create(model="minilm", messages=hello, n=2)
    raise SystemExit("two answers were promised")
except openai.BadRequestError as error:
    assert error.param == "n", error

print("the stock client chats, streams and sees errors")
