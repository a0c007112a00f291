#!/usr/bin/env python3
"""How long a policy release takes from its activation until gateways decide with it.

Starts the policy service and two gateways as processes of their own on free ports of 127.0.0.1, each with its own folder,
publishes tables and has a second person put them in force, again and again, and asks each gateway's readiness with which
bundle it decides. An issuer in this program signs the two people's tokens (RS256, by the command openssl).

    deploy/bench/policy_lag.py [--releases N]      # after ./mvnw package; needs a JDK, openssl
"""

import argparse
import base64
import http.server
import json
import os
import pathlib
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
PATIENCE = 120


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Issuer:
    """Publishes one key and signs tokens with it."""

    def __init__(self, folder):
        self.key = folder / "issuer.pem"
        subprocess.run(
            ["openssl", "genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", self.key],
            check=True,
            capture_output=True,
        )
        modulus = subprocess.run(
            ["openssl", "rsa", "-in", self.key, "-noout", "-modulus"], check=True, capture_output=True, text=True
        ).stdout.strip()
        n = bytes.fromhex(modulus.split("=", 1)[1])
        keys = {"keys": [{"kty": "RSA", "kid": "bench", "use": "sig", "alg": "RS256", "n": b64(n), "e": "AQAB"}]}
        document = json.dumps(keys).encode()

        class Keys(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(document)))
                self.end_headers()
                self.wfile.write(document)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Keys)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def token(self, subject, role):
        now = int(time.time())
        claims = {
            "iss": self.url,
            "aud": "freehold",
            "sub": subject,
            "azp": "freehold-console",
            "iat": now,
            "exp": now + 3600,
            "realm_access": {"roles": [role]},
        }
        head = b64(json.dumps({"alg": "RS256", "kid": "bench", "typ": "JWT"}).encode())
        text = head + "." + b64(json.dumps(claims).encode())
        signed = subprocess.run(
            ["openssl", "dgst", "-sha256", "-sign", self.key], input=text.encode(), check=True, capture_output=True
        )
        return text + "." + b64(signed.stdout)


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


class Service:
    """One module as a process."""

    def __init__(self, module, folder, settings):
        self.port = free_port()
        self.home = folder
        self.home.mkdir()
        jar = ROOT / module / "target/quarkus-app/quarkus-run.jar"
        if not jar.exists():
            sys.exit(f"policy_lag: {jar} is missing: run ./mvnw package first")
        java = pathlib.Path(os.environ["JAVA_HOME"]) / "bin/java" if "JAVA_HOME" in os.environ else "java"
        command = [java, "-Xmx256m", f"-Dquarkus.http.port={self.port}", f"-Dfreehold.home={self.home}"]
        command += [f"-D{key}={value}" for key, value in settings.items()] + ["-jar", jar]
        self.log = open(self.home / "log", "w")
        environment = {key: value for key, value in os.environ.items() if not key.startswith("FREEHOLD")}
        self.process = subprocess.Popen(command, stdout=self.log, stderr=self.log, env=environment)
        self.url = f"http://127.0.0.1:{self.port}"

    def checks(self):
        """The readiness checks by name; none while it is not up."""
        try:
            answer = urllib.request.urlopen(self.url + "/q/health/ready", timeout=5).read()
        except urllib.error.HTTPError as refused:
            answer = refused.read()
        except OSError:
            if self.process.poll() is not None:
                sys.exit(f"policy_lag: a service ended, see {self.home / 'log'}")
            return {}
        return {check["name"]: check.get("data", {}) for check in json.loads(answer)["checks"]}

    def end(self):
        self.process.terminate()
        self.process.wait(30)
        self.log.close()


def until(what, holds):
    deadline = time.monotonic() + PATIENCE
    while not (found := holds()):
        if time.monotonic() > deadline:
            sys.exit(f"policy_lag: no {what} within {PATIENCE} s")
        time.sleep(0.005)
    return found


def post(url, token, body=b"", kind="application/json"):
    headers = {"Authorization": "Bearer " + token, "Content-Type": kind}
    with urllib.request.urlopen(urllib.request.Request(url, body, headers), timeout=30) as answer:
        return json.load(answer)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--releases", type=int, default=50)
    releases = parser.parse_args().releases
    folder = pathlib.Path(tempfile.mkdtemp(prefix="policy-lag-"))
    # So that no service stays behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    services = []
    try:
        issuer = Issuer(folder)
        officer = issuer.token("dana", "compliance-officer")
        approver = issuer.token("anna", "approver")
        policy = Service("policy", folder / "policy", {"freehold.oidc.issuer": issuer.url})
        services.append(policy)
        until("policy service", lambda: "policy" in policy.checks())
        key = folder / "policy/keys/policy/bundle.pub.pem"
        until("public key", key.exists)
        gateways = []
        for name in ("one", "two"):
            settings = {
                "freehold.source": name,
                "freehold.policy.bundle.url": policy.url + "/api/policy/bundles/default",
                "freehold.policy.bundle.key": key,
            }
            gateways.append(Service("gateway", folder / name, settings))
        services += gateways

        def decides_with(gateway):
            return gateway.checks().get("can decide and can record", {}).get("policy bundle")

        for gateway in gateways:
            until("gateway", lambda: decides_with(gateway))
        shipped = urllib.request.Request(policy.url + "/api/policy/tables", headers={"Authorization": "Bearer " + officer})
        tables = json.load(urllib.request.urlopen(shipped, timeout=30))
        lags = []
        for number in range(releases):
            tables["tables"]["licences"].append(f"Bench-{number}")
            body = json.dumps(tables).encode()
            digest = post(f"{policy.url}/api/policy/versions?name=bench-{number}", officer, body)["digest"]
            began = time.monotonic()
            post(f"{policy.url}/api/policy/versions/{digest}/activate", approver)
            until("release in force", lambda: all(decides_with(gateway) == digest for gateway in gateways))
            lags.append((time.monotonic() - began) * 1000)
        lags.sort()
        p99 = lags[min(len(lags) - 1, int(len(lags) * 0.99))]
        print(
            json.dumps(
                {
                    "releases": releases,
                    "gateways": 2,
                    "median_ms": round(statistics.median(lags)),
                    "p99_ms": round(p99),
                    "longest_ms": round(lags[-1]),
                    "within_2_s": p99 <= 2000,
                }
            )
        )
    finally:
        for service in reversed(services):
            service.end()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
