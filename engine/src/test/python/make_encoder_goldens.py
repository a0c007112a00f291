"""Makes the reference values that the classifier tests compare with: a tiny BERT with random weights, whole and with
adapters, computed by transformers and PEFT in double precision, so that rounding is not part of the reference (gradients
are kept in single, which is exact to 6e-8). Run from the repository's root:

    python engine/src/test/python/make_encoder_goldens.py engine/src/test/resources/encoder

with torch 2.13.0, transformers 5.18.0, peft 0.21.0 and safetensors. The same versions give the same files.
"""

import json
import shutil
import sys
from pathlib import Path

import torch
from peft import LoraConfig, get_peft_model
from safetensors.torch import save_file
from transformers import BertConfig, BertForSequenceClassification

CLASSES = ["apple", "bus", "plum"]
LENGTHS = [6, 3, 11, 8]
TRUTH = [0, 2, 1, 1]
ADAPTERS = {
    # As Freehold writes one: a pooler and a classifier of the adapter's own.
    "adapter": dict(target_modules=["query", "value"], modules_to_save=["pooler", "classifier"]),
    # As most people write one: the base's pooler stays.
    "adapter-base-pooler": dict(target_modules=["query"]),
    # Every linear layer of the encoder; the pooler's has the same name and is saved whole.
    "adapter-dense": dict(
        target_modules=["query", "key", "value", "dense"],
        exclude_modules=["pooler.dense"],
        modules_to_save=["pooler", "classifier"],
    ),
}


def model(folder=None):
    if folder:
        return BertForSequenceClassification.from_pretrained(folder).train()
    config = BertConfig(
        vocab_size=64,
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=48,
        max_position_embeddings=24,
        # Wide enough that attention is far from uniform: gradients can then be measured.
        initializer_range=0.3,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
        id2label=dict(enumerate(CLASSES)),
        label2id={name: place for place, name in enumerate(CLASSES)},
    )
    torch.manual_seed(1)
    made = BertForSequenceClassification(config).float()
    with torch.no_grad():
        for name, parameter in made.named_parameters():
            # Zero biases and unit norms would hide a place that was mixed up.
            if parameter.dim() == 1:
                parameter.add_(torch.randn_like(parameter) * 0.1)
    return made


def batch():
    generator = torch.Generator().manual_seed(2)
    width = max(LENGTHS)
    ids = torch.zeros(len(LENGTHS), width, dtype=torch.long)
    mask = torch.zeros(len(LENGTHS), width, dtype=torch.long)
    for row, length in enumerate(LENGTHS):
        ids[row, :length] = torch.randint(1, 64, (length,), generator=generator)
        mask[row, :length] = 1
    return ids, mask


def computed(network, ids, mask):
    network = network.double()
    network.zero_grad()
    result = network(input_ids=ids, attention_mask=mask, labels=torch.tensor(TRUTH))
    result.loss.backward()
    gradients = {
        name.replace(".modules_to_save.default", "").replace(".default", ""): parameter.grad.float()
        for name, parameter in network.named_parameters()
        if parameter.grad is not None
    }
    return {"logits": result.logits.tolist(), "loss": result.loss.item()}, gradients


def main(folder):
    shutil.rmtree(folder, ignore_errors=True)
    model().save_pretrained(folder / "base")
    ids, mask = batch()
    texts = [ids[row, :length].tolist() for row, length in enumerate(LENGTHS)]
    expected = {"texts": texts, "truth": TRUTH, "classes": CLASSES}
    tensors = {}
    expected["base"], gradients = computed(model(folder / "base"), ids, mask)
    tensors.update({f"base/{name}": gradient for name, gradient in gradients.items()})
    for place, (name, choices) in enumerate(ADAPTERS.items()):
        torch.manual_seed(3 + place)
        lora = LoraConfig(task_type="SEQ_CLS", r=4, lora_alpha=12, lora_dropout=0.0, **choices)
        adapted = get_peft_model(model(folder / "base"), lora)
        with torch.no_grad():
            for parameter in (p for p in adapted.parameters() if p.requires_grad):
                parameter.add_(torch.randn_like(parameter) * 0.2)
        adapted.save_pretrained(folder / name)
        (folder / name / "README.md").unlink(missing_ok=True)
        # PEFT writes a set, whose order changes from run to run.
        config_file = folder / name / "adapter_config.json"
        config = json.loads(config_file.read_text())
        config["target_modules"].sort()
        config_file.write_text(json.dumps(config, indent=2))
        expected[name], gradients = computed(adapted, ids, mask)
        tensors.update({f"{name}/{key}": gradient for key, gradient in gradients.items()})
    save_file({name: tensor.contiguous() for name, tensor in sorted(tensors.items())}, folder / "expected.safetensors")
    (folder / "expected.json").write_text(json.dumps(expected) + "\n", encoding="utf-8")


main(Path(sys.argv[1]))
