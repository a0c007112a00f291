"""The stock Hugging Face Hub client against the gateway: only the endpoint and the token are ours.

Usage: hub_client.py UP.json, the output of `freehold up --output json`; with transformers, configurations and tokenizers too.
"""

import hashlib
import json
import os
import sys
import tempfile
import urllib.error
import urllib.request

with open(sys.argv[1], encoding="utf-8") as file:
    platform = json.loads(file.read().splitlines()[-1])
endpoint = platform["gateway"].removesuffix("/v1")
keys = platform["credentials"]
cache = tempfile.TemporaryDirectory()
# Read by the library when it is imported.
os.environ.update(HF_ENDPOINT=endpoint, HF_HOME=cache.name, HF_HUB_DISABLE_TELEMETRY="1", HF_HUB_DISABLE_PROGRESS_BARS="1")

from huggingface_hub import HfApi, hf_hub_download, snapshot_download  # noqa: E402
from huggingface_hub.errors import (  # noqa: E402
    EntryNotFoundError,
    GatedRepoError,
    HfHubHTTPError,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)

token = keys["data-engineer"]
api = HfApi(endpoint=endpoint, token=token)


def refused(kind, work, text=""):
    try:
        work()
    except kind as error:
        assert text in str(error), (text, str(error))
        return
    raise SystemExit(f"no {kind.__name__}")


def content(path):
    with open(path, "rb") as file:
        return file.read()


who = api.whoami()
owner = who["orgs"][0]["name"]
listed = [model.id for model in api.list_models()]
assert listed and all(name.startswith(owner + "/") for name in listed), listed
# The library asks for a whole page, so that paging shows only where the server's pages are short.
assert len(list(api.list_models(limit=1))) == 1
repo = f"{owner}/all-minilm-l6-v2"
assert repo in listed, listed
assert [model.id for model in api.list_models(search="all-minilm")] == [repo]

info = api.model_info(repo, files_metadata=True)
assert info.id == repo and len(info.sha) == 40, info
assert api.model_info("all-minilm-l6-v2").sha == info.sha
assert api.model_info(repo, revision=info.sha[:8]).sha == info.sha
assert api.repo_exists(repo) and api.revision_exists(repo, "main") and not api.revision_exists(repo, "nightly")
assert api.list_repo_refs(repo).branches[0].target_commit == info.sha
assert api.list_repo_commits(repo)[0].commit_id == info.sha
api.auth_check(repo)

tree = {file.path: file for file in api.list_repo_tree(repo, recursive=True)}
assert set(tree) == {sibling.rfilename for sibling in info.siblings} == set(api.list_repo_files(repo))
assert [file.path for file in api.get_paths_info(repo, ["config.json", "absent"])] == ["config.json"]

config = hf_hub_download(repo, "config.json", token=token)
small = content(config)
assert json.loads(small)["model_type"] == "bert"
assert hashlib.sha1(b"blob %d\0" % len(small) + small).hexdigest() == tree["config.json"].blob_id
weights = content(hf_hub_download("all-minilm-l6-v2", "model.safetensors", token=token, revision=info.sha))
assert len(weights) == tree["model.safetensors"].size
assert hashlib.sha256(weights).hexdigest() == tree["model.safetensors"].lfs.sha256
assert len(api.get_safetensors_metadata(repo).files_metadata) == 1
folder = snapshot_download(repo, token=token)
assert set(os.listdir(folder)) == set(tree)
assert os.path.basename(folder) == info.sha

assert api.file_exists(repo, "config.json") and not api.file_exists(repo, "absent.json")
refused(EntryNotFoundError, lambda: hf_hub_download(repo, "absent.json", token=token))
refused(RepositoryNotFoundError, lambda: hf_hub_download(f"{owner}/absent", "config.json", token=token))
refused(RepositoryNotFoundError, lambda: api.model_info("somebody/all-minilm-l6-v2"))
refused(RevisionNotFoundError, lambda: hf_hub_download(repo, "config.json", token=token, revision="nightly"))
refused(
    HfHubHTTPError,
    lambda: api.upload_file(path_or_fileobj=b"{}", path_in_repo="x.json", repo_id=repo),
    "freehold import",
)


def part(value):
    url = f"{endpoint}/{repo}/resolve/main/config.json"
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {token}", "Range": value})
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.headers["Content-Range"], answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers["Content-Range"], b""


assert part("bytes=2-5") == (206, f"bytes 2-5/{len(small)}", small[2:6])
assert part("bytes=-3") == (206, f"bytes {len(small) - 3}-{len(small) - 1}/{len(small)}", small[-3:])
assert part(f"bytes={len(small)}-")[:2] == (416, f"bytes */{len(small)}")

# An application may call models and not take them; the reason reaches whoever downloads.
for take in (
    lambda: hf_hub_download(repo, "config.json", token=keys["application"], cache_dir=f"{cache.name}/denied"),
    lambda: snapshot_download(repo, token=keys["application"], cache_dir=f"{cache.name}/denied"),
    lambda: HfApi(endpoint=endpoint, token=keys["application"]).auth_check(repo),
):
    refused(GatedRepoError, take, "ROLE_NOT_ALLOWED")
refused(HfHubHTTPError, lambda: HfApi(endpoint=endpoint, token="fh_00000000_wrong").whoami())

done = f"the stock Hub client lists, reads and downloads {len(tree)} files, and is refused as it expects"
try:
    from transformers import AutoConfig, AutoTokenizer
except ImportError:
    print(done)
else:
    assert AutoConfig.from_pretrained(repo, token=token).hidden_size == json.loads(small)["hidden_size"]
    if json.loads(content(os.path.join(folder, "tokenizer.json"))):
        assert AutoTokenizer.from_pretrained(repo, token=token)("The money never came.")["input_ids"]
    print(done + "; transformers loads its configuration and tokenizer")
cache.cleanup()
