"""Starts services as the chart's objects tell their containers to: the same command and environment, its folders elsewhere.

StatefulSets as JSON on standard input; a folder for scratch as the argument. Those without a database, one after the other: each must
come to life behind TLS, with keys from files. Nothing that they ask is there, so that all but policy must say they are not ready.
"""

import json
import os
import pathlib
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request

CHECKOUT = pathlib.Path(__file__).resolve().parents[2]
SERVICES = {"policy": 200, "gateway": 503, "console": 503, "inference": 503}
LONGEST = 120


def files(folder, service):
    """What the Secrets and ConfigMaps of the README hold."""
    for name in ("tls", "trust", "peers", "kafka", "policy", "keys", "home"):
        (folder / name).mkdir(parents=True)
    for command in (
        "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=IP:127.0.0.1"
        " -keyout tls/tls.key -out tls/tls.crt",
        "cp tls/tls.crt trust/ca.crt",
        "keytool -importcert -noprompt -storetype PKCS12 -storepass changeit -keystore trust/trust.p12 -alias house"
        " -file trust/ca.crt",
        "openssl genpkey -algorithm ed25519 -out key.pem",
        f"openssl pkey -in key.pem -pubout -out peers/{service}.pem",
        f"cat key.pem peers/{service}.pem >private.pem",
        "openssl rand -out default.key 32",
        "openssl genpkey -algorithm rsa -pkeyopt rsa_keygen_bits:2048 -out bundle.pem",
        "openssl pkey -in bundle.pem -pubout -out policy/bundle.pub.pem",
        "install --mode=0600 --target-directory=keys private.pem default.key bundle.pem",
    ):
        subprocess.run(command, shell=True, check=True, cwd=folder, capture_output=True)
    (folder / "kafka/client.properties").write_text(
        f"security.protocol=SSL\nssl.truststore.type=PEM\nssl.truststore.location={folder}/trust/ca.crt\n"
    )


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def status(url, trusted, process, end):
    """Of an answer; a service that ends, or takes too long, is an error."""
    while True:
        try:
            with urllib.request.urlopen(url, context=trusted, timeout=5) as answer:
                return answer.status
        except urllib.error.HTTPError as answer:
            return answer.code
        except OSError:
            if process.poll() is not None or time.monotonic() > end:
                raise
            time.sleep(0.3)


def start(container, service, folder):
    files(folder, service)
    port = free_port()
    places = {
        "/opt/freehold": CHECKOUT / service / "target/quarkus-app",
        "/run/freehold/keys": folder / "keys",
        "/var/lib/freehold": folder / "home",
        "/etc/freehold": folder,
        "$(POD_INDEX)": 0,
    }

    def here(text):
        for place, other in places.items():
            text = text.replace(place, str(other))
        return text

    environment = {entry["name"]: here(entry["value"]) for entry in container["env"] if "value" in entry}
    environment |= {"PATH": os.environ["PATH"], "HOME": str(folder), "QUARKUS_HTTP_SSL_PORT": str(port)}
    command = [here(word).replace("-XX:MaxRAMPercentage=50", "-Xmx400m") for word in container["command"]]
    with open(folder / "log", "w") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        trusted = ssl.create_default_context(cafile=folder / "trust/ca.crt")
        end = time.monotonic() + LONGEST
        probes = {
            name: status(f"https://127.0.0.1:{port}" + container[name]["httpGet"]["path"], trusted, process, end)
            for name in ("startupProbe", "livenessProbe", "readinessProbe")
        }
    except OSError as trouble:
        print((folder / "log").read_text()[-4000:], file=sys.stderr)
        sys.exit(f"{service} did not start as it is told: {trouble}")
    finally:
        process.kill()
        process.wait()
    expected = {"startupProbe": 200, "livenessProbe": 200, "readinessProbe": SERVICES[service]}
    if probes != expected:
        sys.exit(f"{service} answered {probes}, and not {expected}")


def main():
    sets = {item["metadata"]["labels"]["app.kubernetes.io/component"]: item for item in json.load(sys.stdin)["items"]}
    for service in SERVICES:
        if not (CHECKOUT / service / "target/quarkus-app/quarkus-run.jar").exists():
            if os.environ.get("CI") == "true":
                sys.exit(f"{service} is not packaged: run ./mvnw -DskipTests package")
            print(f"{service} is not packaged: its start is not tried")
            continue
        start(sets[service]["spec"]["template"]["spec"]["containers"][0], service, pathlib.Path(sys.argv[1]) / service)
        print(f"{service} started as its object tells it, behind TLS")


main()
