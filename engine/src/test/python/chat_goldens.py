"""Writes the golden texts of ChatTemplateTest with jinja2, set up as Transformers sets it up for chat templates.

    pip install jinja2 && python src/test/python/chat_goldens.py src/test/resources/chat
"""
import json
import pathlib
import sys

import jinja2
from jinja2.ext import loopcontrols
from jinja2.sandbox import ImmutableSandboxedEnvironment

CONVERSATIONS = {
    "one": [("user", "Where is my card?")],
    "answered": [("user", " Where is my card? "), ("assistant", "On its way.\n")],
    "system": [("system", "You work in a bank.\n"), ("user", "Hello"), ("assistant", "Good day."), ("user", "I'd like a loan: 5 000 €")],
    "unicode": [("user", "Grüße \U0001f44b <|im_end|> {{ 7 * 7 }} {% raw %}"), ("assistant", "<think>\nhm\n</think>\n\n49"), ("user", "né?")],
    "unordered": [("user", "one"), ("user", "two")],
}
TOKENS = {"bos_token": "<s>", "eos_token": "</s>"}


def environment():
    def raise_exception(message):
        raise jinja2.exceptions.TemplateError(message)

    def tojson(x, ensure_ascii=False, indent=None, separators=None, sort_keys=False):
        return json.dumps(x, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys)

    env = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True, extensions=[loopcontrols])
    env.filters["tojson"] = tojson
    env.globals["raise_exception"] = raise_exception
    return env


def main(folder):
    goldens = []
    for file in sorted(folder.glob("*.jinja")):
        template = environment().from_string(file.read_text())
        for name, turns in CONVERSATIONS.items():
            messages = [{"role": role, "content": content} for role, content in turns]
            for prompt in (False, True):
                try:
                    text = template.render(messages=messages, tools=None, documents=None, add_generation_prompt=prompt, **TOKENS)
                except jinja2.exceptions.TemplateError as e:
                    text = None
                goldens.append({"template": file.name, "name": name, "messages": messages, "prompt": prompt, "text": text})
    (folder / "goldens.json").write_text(json.dumps(goldens, indent=1) + "\n")


main(pathlib.Path(sys.argv[1]))
