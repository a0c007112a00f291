"""Makes the reference values that the decoder tests compare with: tiny models with random weights, computed by
transformers and PEFT; gradients in double precision, so that rounding is not part of the reference (they are kept in single,
which is exact to 6e-8). Run from the repository's root:

    python engine/src/test/python/make_decoder_goldens.py engine/src/test/resources/decoder

with torch 2.13.0, transformers 5.18.0, peft 0.21.0 and safetensors. The same versions give the same files.
"""

import json
import shutil
import sys
import types
from pathlib import Path

import peft
import torch
import transformers
from safetensors.torch import save_file

VOCABULARY, HIDDEN, INTERMEDIATE, LAYERS = 160, 64, 96, 2
COMMON = dict(
    vocab_size=VOCABULARY,
    hidden_size=HIDDEN,
    intermediate_size=INTERMEDIATE,
    num_hidden_layers=LAYERS,
    num_attention_heads=4,
    max_position_embeddings=128,
    # Wide enough that attention is far from uniform: positions then matter, and gradients can be measured.
    initializer_range=0.25,
    bos_token_id=1,
    eos_token_id=2,
    pad_token_id=0,
)
TARGETS = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
LLAMA3 = {
    "rope_type": "llama3",
    "rope_theta": 500000.0,
    "factor": 8.0,
    "low_freq_factor": 1.0,
    "high_freq_factor": 4.0,
    "original_max_position_embeddings": 32,
}

# Per model: class, configuration, dtype on disk, and whether the weights lie in shards.
MODELS = {
    "llama": (
        "Llama",
        dict(num_key_value_heads=2, tie_word_embeddings=False, rope_parameters={"rope_type": "default", "rope_theta": 10000.0}),
        torch.float32,
        False,
    ),
    "llama-tied": ("Llama", dict(num_key_value_heads=4, tie_word_embeddings=True, rope_parameters=LLAMA3), torch.bfloat16, False),
    "qwen2": (
        "Qwen2",
        dict(num_key_value_heads=1, tie_word_embeddings=True, rope_parameters={"rope_type": "default", "rope_theta": 1000000.0}),
        torch.bfloat16,
        True,
    ),
    "qwen3": (
        "Qwen3",
        dict(num_key_value_heads=2, head_dim=24, tie_word_embeddings=True, rope_parameters={"rope_type": "default", "rope_theta": 1000.0}),
        torch.float16,
        False,
    ),
    "mistral": (
        "Mistral",
        dict(num_key_value_heads=2, sliding_window=None, tie_word_embeddings=False, rope_parameters={"rope_type": "default", "rope_theta": 10000.0}),
        torch.bfloat16,
        False,
    ),
}
LENGTHS = [12, 7, 20]
NEW_TOKENS = 24
STEPS, RATE = 5, 1e-2


def numbers(seed, count):
    generator = torch.Generator().manual_seed(seed)
    return torch.randint(3, VOCABULARY, (count,), generator=generator).tolist()


def rows():
    """Texts of different lengths; the first third of each is the prompt, which is not learned."""
    texts = [numbers(100 + i, length) for i, length in enumerate(LENGTHS)]
    return texts, [[position >= length // 3 for position in range(length)] for length in LENGTHS]


def padded(texts, learned):
    width = max(LENGTHS)
    ids = torch.zeros(len(texts), width, dtype=torch.long)
    mask = torch.zeros(len(texts), width, dtype=torch.long)
    labels = torch.full((len(texts), width), -100)
    for i, text in enumerate(texts):
        ids[i, : len(text)] = torch.tensor(text)
        mask[i, : len(text)] = 1
        for j, mark in enumerate(learned[i]):
            if mark:
                labels[i, j] = text[j]
    return dict(input_ids=ids, attention_mask=mask, labels=labels)


def logits(model, texts):
    with torch.no_grad():
        return torch.cat([model(input_ids=torch.tensor([text])).logits[0] for text in texts])


def greedy(model, prompt):
    out = model.generate(
        input_ids=torch.tensor([prompt]),
        attention_mask=torch.ones(1, len(prompt), dtype=torch.long),
        max_new_tokens=NEW_TOKENS,
        min_new_tokens=NEW_TOKENS,
        do_sample=False,
    )
    return out[0, len(prompt) :].tolist()


def steps(model, batch):
    parameters = [p for p in model.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(parameters, lr=RATE, weight_decay=0.0)
    losses = []
    for _ in range(STEPS):
        optimiser.zero_grad()
        loss = model(**batch).loss
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    return losses


def exact(model):
    """The model in double precision throughout: transformers computes norms and rotations in single whatever the weights."""

    def norm(self, x):
        return self.weight * (x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + self.variance_epsilon))

    def rotations(self, x, position_ids):
        angles = position_ids[:, :, None].double() * self.inv_freq.double()
        both = torch.cat((angles, angles), dim=-1)
        return both.cos() * self.attention_scaling, both.sin() * self.attention_scaling

    model = model.double()
    for module in model.modules():
        if type(module).__name__.endswith("RMSNorm"):
            module.forward = types.MethodType(norm, module)
        elif type(module).__name__.endswith("RotaryEmbedding"):
            module.forward = types.MethodType(rotations, module)
    return model


def gradients(model, batch):
    model = exact(model)
    model.zero_grad()
    logits = model(input_ids=batch["input_ids"], attention_mask=batch["attention_mask"]).logits
    # By hand, since transformers' own loss is in single precision.
    loss = torch.nn.functional.cross_entropy(logits[:, :-1].flatten(0, 1), batch["labels"][:, 1:].flatten())
    assert logits.dtype == loss.dtype == torch.float64
    loss.backward()
    return loss.item(), {
        name: p.grad.detach().float().contiguous() for name, p in model.named_parameters() if p.requires_grad
    }


def peft_name(name):
    return name.replace(".default.", ".")


def make(folder, name, kind, settings, dtype, sharded):
    torch.manual_seed(list(MODELS).index(name))
    config = getattr(transformers, kind + "Config")(**COMMON, **settings)
    model = getattr(transformers, kind + "ForCausalLM")(config)
    with torch.no_grad():
        for parameter_name, p in model.named_parameters():
            if "norm" in parameter_name:
                p.add_(torch.randn_like(p) * 0.1)
            elif parameter_name.endswith("bias"):
                p.add_(torch.randn_like(p) * 0.2)
    base = folder / name
    model.to(dtype).save_pretrained(base, max_shard_size="60KB" if sharded else "1GB")
    model = type(model).from_pretrained(base, dtype=torch.float32).eval()

    texts, learned = rows()
    batch = padded(texts, learned)
    prompt = texts[0]
    expected = {"texts": texts, "learned": learned, "rate": RATE}
    tensors = {"base_logits": logits(model, texts)}
    expected["base_greedy"] = greedy(model, prompt)

    if name != "mistral":
        tuned = type(model).from_pretrained(base, dtype=torch.float32).eval().requires_grad_(True)
        expected["full_loss"], full = gradients(tuned, batch)
        tensors.update({"full/" + key: value for key, value in full.items()})
        whole = type(model).from_pretrained(base, dtype=torch.float32).eval()
        expected["full_losses"] = steps(whole, batch)

    adapted = peft.get_peft_model(
        model, peft.LoraConfig(r=4, lora_alpha=8, lora_dropout=0.0, target_modules=TARGETS, task_type="CAUSAL_LM")
    ).eval()
    with torch.no_grad():
        for parameter_name, p in adapted.named_parameters():
            if "lora_B" in parameter_name:
                p.copy_(torch.randn_like(p) * 0.1)
    adapted.save_pretrained(base / "adapter")
    tensors["adapted_logits"] = logits(adapted, texts)
    expected["adapted_greedy"] = greedy(adapted, prompt)
    expected["lora_losses"] = steps(adapted, batch)
    tuned = peft.PeftModel.from_pretrained(
        type(model).from_pretrained(base, dtype=torch.float32), base / "adapter", is_trainable=True
    ).eval()
    expected["lora_loss"], lora = gradients(tuned, batch)
    tensors.update({"lora/" + peft_name(key): value for key, value in lora.items()})
    frequencies = tuned.base_model.model.model.rotary_emb.inv_freq
    tensors["frequencies"] = frequencies.float()

    again = peft.PeftModel.from_pretrained(
        type(model).from_pretrained(base, dtype=torch.float32), base / "adapter"
    ).merge_and_unload().eval()
    tensors["merged_logits"] = logits(again, texts)

    save_file({key: value.contiguous() for key, value in tensors.items()}, base / "expected.safetensors")
    (base / "expected.json").write_text(json.dumps(expected) + "\n")
    (base / "adapter" / "README.md").unlink(missing_ok=True)
    # PEFT writes a set, whose order changes from run to run.
    config_file = base / "adapter" / "adapter_config.json"
    adapter_config = json.loads(config_file.read_text())
    adapter_config["target_modules"].sort()
    adapter_config["base_model_name_or_path"] = name
    config_file.write_text(json.dumps(adapter_config, indent=2) + "\n")
    print(name, "loss", round(expected["lora_loss"], 4), "base and adapted greedy agree on",
          sum(a == b for a, b in zip(expected["base_greedy"], expected["adapted_greedy"])))


def main():
    torch.set_num_threads(1)
    folder = Path(sys.argv[1])
    for name, (kind, settings, dtype, sharded) in MODELS.items():
        shutil.rmtree(folder / name, ignore_errors=True)
        make(folder, name, kind, settings, dtype, sharded)
    print(sum(f.stat().st_size for f in folder.rglob("*") if f.is_file()), "bytes")


if __name__ == "__main__":
    main()
