"""Opens the starter model and an adapter of it with Transformers and PEFT, and compares with what the engine computed.

    python check_starter.py MODEL_FOLDER ADAPTER_FOLDER EXPECTED_JSON

EXPECTED_JSON is written by `StarterRecipe reference`: prompts, token ids, greedy answers, losses of base and adapted model.
"""
import json
import sys

import torch
from peft import PeftModel
from transformers import AutoModelForCausalLM, AutoTokenizer

model_folder, adapter_folder, expected = sys.argv[1:]
tokenizer = AutoTokenizer.from_pretrained(model_folder)
model = AutoModelForCausalLM.from_pretrained(model_folder, dtype=torch.float32)
rows = json.load(open(expected))


def loss(net, ids):
    with torch.no_grad():
        logits = net(torch.tensor([ids])).logits[0, :-1]
    return torch.nn.functional.cross_entropy(logits, torch.tensor(ids[1:]), reduction="sum").item()


differ = []
for row in rows:
    prompt = tokenizer.apply_chat_template(row["messages"], tokenize=False, add_generation_prompt=True)
    assert prompt == row["prompt"], (prompt, row["prompt"])
    ids = tokenizer(prompt, add_special_tokens=False)["input_ids"]
    assert ids == row["ids"], (ids, row["ids"])
    out = model.generate(torch.tensor([ids]), max_new_tokens=96, do_sample=False)
    answer = tokenizer.decode(out[0, len(ids):], skip_special_tokens=True)
    assert answer.strip() == row["answer"], (answer, row["answer"])
    differ.append(abs(loss(model, ids) - row["base_loss"]) / len(ids))
adapted = PeftModel.from_pretrained(model, adapter_folder)
for row in rows:
    differ.append(abs(loss(adapted, row["ids"]) - row["adapted_loss"]) / len(row["ids"]))
    assert abs(row["adapted_loss"] - row["base_loss"]) > 1e-3
print(f"{len(rows)} prompts alike; losses differ by at most {max(differ):.2e} nats a token")
assert all(each < 1e-4 for each in differ), differ
