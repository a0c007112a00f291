"""Loads every adapter of an export with stock transformers and PEFT, and compares its logits with the engine's.

    ./freehold export DIR
    python deploy/e2e/peft_check.py --pairs DIR      # prints a line for each adapter: BASE <tab> ADAPTER
    ... the engine writes expected.json beside each adapter: {"texts": [...], "logits": [[...], ...]}
    python deploy/e2e/peft_check.py DIR

A classifier has one logit a class for each text; a language model one a token of its vocabulary, for what follows the text.
"""

import json
import sys
from pathlib import Path

TOLERANCE = 1e-4


def pairs(export):
    """Folders of each adapter's base and of the adapter itself."""
    held = json.loads((export / "registry.json").read_text(encoding="utf-8"))["models"]
    folders = {model["version"]["digest"]: export / model["folder"] for model in held}
    for model in held:
        folder = export / model["folder"]
        if (folder / "adapter_config.json").exists():
            yield folders[model["version"]["lineage"]["base"]], folder


def logits(base, adapter, task, texts):
    import torch
    from peft import PeftModel
    from transformers import AutoModelForCausalLM, AutoModelForSequenceClassification, PreTrainedTokenizerFast

    if task == "SEQ_CLS":
        # What a user writes: the classes are the adapter's, and PEFT wants the base's head to have as many.
        labels = json.loads((adapter / "labels.json").read_text(encoding="utf-8"))
        model = AutoModelForSequenceClassification.from_pretrained(base, num_labels=len(labels), id2label=dict(enumerate(labels)))
    else:
        model = AutoModelForCausalLM.from_pretrained(base, dtype=torch.float32)
    model = PeftModel.from_pretrained(model, adapter).eval()
    tokenizer = PreTrainedTokenizerFast(tokenizer_file=str(base / "tokenizer.json"))
    with torch.no_grad():
        for text in texts:
            # One at a time, as its tokenizer's own file says, but never cut at the file's own length.
            tokenizer.backend_tokenizer.no_truncation()
            tokenizer.backend_tokenizer.no_padding()
            ids = torch.tensor([tokenizer.backend_tokenizer.encode(text).ids])
            found = model(input_ids=ids, attention_mask=torch.ones_like(ids)).logits[0]
            yield found if task == "SEQ_CLS" else found[-1]


def check(base, adapter):
    task = json.loads((adapter / "adapter_config.json").read_text(encoding="utf-8"))["task_type"]
    expected = json.loads((adapter / "expected.json").read_text(encoding="utf-8"))
    assert expected["texts"], f"{adapter}: expected.json has no texts"
    worst = 0.0
    for found, wanted in zip(logits(base, adapter, task, expected["texts"]), expected["logits"], strict=True):
        assert len(found) == len(wanted), f"{adapter}: {len(found)} logits, the engine has {len(wanted)}"
        worst = max(worst, max(abs(a - b) for a, b in zip(found.tolist(), wanted)))
    assert worst <= TOLERANCE, f"{adapter}: logits differ by {worst}"
    print(f"{task} {adapter.name}: {len(expected['texts'])} texts, logits equal PEFT's within {worst:.1e}")


def main(arguments):
    if arguments[0] == "--pairs":
        for base, adapter in pairs(Path(arguments[1])):
            print(base, adapter, sep="\t")
        return
    checked = [check(base, adapter) for base, adapter in pairs(Path(arguments[0]))]
    assert checked, "the export holds no adapter"


if __name__ == "__main__":
    main(sys.argv[1:])
