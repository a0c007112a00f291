"""Restarts each gateway of the real stack under steady load, and counts what a client that balances over them saw fail.

    rolling_restart.py UP.json [--clients N]    # the output of deploy/stack/up --gateways 2 --output json; starter-chat is approved

Each client keeps connections, sends every call to a gateway that said a moment ago that it is ready, and asks another only
where a connection was refused: a request that was sent is never sent again. One gateway after the other gets SIGTERM, must end
by itself, and is brought back by deploy/stack/up. Every call must be answered with 200. Standard library only.
"""

import argparse
import http.client
import itertools
import json
import os
import pathlib
import select
import signal
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import chaos  # noqa: E402
import same_story  # noqa: E402

LOOK_EVERY_SECONDS = 0.5
TOKEN_SECONDS = 45
LONGEST_DRAIN_SECONDS = 30


class Balancer:
    """Which gateways said at the last look that they are ready."""

    def __init__(self, hosts):
        self.hosts = hosts
        self.ready = list(hosts)
        self.stopping = threading.Event()
        self.thread = threading.Thread(target=self.look, daemon=True)
        self.thread.start()

    def look(self):
        while not self.stopping.wait(LOOK_EVERY_SECONDS):
            self.ready = [host for host in self.hosts if self.says(host)]

    @staticmethod
    def says(host):
        try:
            with urllib.request.urlopen(f"http://{host}/q/health/ready", timeout=2) as answer:
                return answer.status == 200
        except (OSError, urllib.error.URLError, http.client.HTTPException):
            return False


class Client(threading.Thread):
    def __init__(self, number, balancer, installation):
        super().__init__()
        self.number, self.balancer, self.installation = number, balancer, installation
        self.connections = {}
        self.answers, self.refused_connections, self.failures = 0, 0, []
        self.stopping = False

    def run(self):
        bearer, since = None, 0.0
        for call in itertools.count(self.number):
            if self.stopping:
                return
            if bearer is None or time.monotonic() - since > TOKEN_SECONDS:
                since, bearer = time.monotonic(), self.installation.token(self.installation.credentials["application"])
            hosts = self.balancer.ready
            self.ask(hosts[call % len(hosts) :] + hosts[: call % len(hosts)] if hosts else [], bearer, call)

    def ask(self, hosts, bearer, call):
        text = {"role": "user", "content": f"Client {self.number} calls for the {call}. time about a card."}
        body = json.dumps({"model": "starter-chat", "max_tokens": 8, "messages": [text]})
        for host in hosts:
            try:
                connection = self.connection(host)
            except ConnectionRefusedError:
                self.refused_connections += 1
                continue
            try:
                connection.request(
                    "POST",
                    "/v1/chat/completions",
                    body,
                    {"Authorization": "Bearer " + bearer, "Content-Type": "application/json"},
                )
                answer = connection.getresponse()
                content = answer.read()
                if answer.status == 200:
                    self.answers += 1
                else:
                    self.failures.append(f"{host} answered {answer.status}: {content[:200]}")
            except (OSError, http.client.HTTPException) as failure:
                connection.close()
                self.failures.append(f"{host}: {failure!r}")
            return
        self.failures.append("no gateway is ready")
        time.sleep(0.1)

    def connection(self, host):
        """One that is kept; a new one where the gateway closed it, which pools of stock clients look for before they send."""
        connection = self.connections.get(host)
        if connection is None:
            connection = self.connections[host] = http.client.HTTPConnection(host, timeout=60)
        if connection.sock is not None and select.select([connection.sock], [], [], 0)[0]:
            # Nothing was asked, so that what can be read is the end.
            connection.close()
        if connection.sock is None:
            connection.connect()
        return connection


def restart(home, gateway):
    pid = int((home / f"run/{gateway}.pid").read_text(encoding="utf-8").split()[0])
    os.kill(pid, signal.SIGTERM)
    began = time.monotonic()
    while not chaos.kills.gone(pid):
        assert time.monotonic() - began < LONGEST_DRAIN_SECONDS, f"{gateway} has not ended"
        time.sleep(0.05)
    drained = time.monotonic() - began
    mended = chaos.stack("up")
    assert mended.returncode == 0, f"up did not bring {gateway} back:\n{mended.stderr}"
    print(f"{gateway} drained in {drained:.1f} s, back after {time.monotonic() - began:.1f} s", flush=True)
    time.sleep(2 * LOOK_EVERY_SECONDS)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("up")
    parser.add_argument("--clients", type=int, default=3)
    arguments = parser.parse_args()
    up = json.loads(pathlib.Path(arguments.up).read_text(encoding="utf-8").splitlines()[-1])
    hosts = [urllib.parse.urlsplit(gateway).netloc for gateway in up["gateways"]]
    assert len(hosts) > 1, "a rolling restart needs two gateways: deploy/stack/up --gateways 2"
    balancer = Balancer(hosts)
    clients = [Client(number, balancer, same_story.Installation(up)) for number in range(arguments.clients)]
    for client in clients:
        client.start()
    try:
        time.sleep(3)
        for number in range(len(hosts)):
            restart(pathlib.Path(up["home"]), "gateway" if number == 0 else f"gateway-{number + 1}")
        time.sleep(2)
    finally:
        for client in clients:
            client.stopping = True
        for client in clients:
            client.join()
        balancer.stopping.set()
    answers = sum(client.answers for client in clients)
    refused = sum(client.refused_connections for client in clients)
    failures = [failure for client in clients for failure in client.failures]
    print(f"{answers} answers, {len(failures)} failed, {refused} connections refused and tried elsewhere")
    assert answers > 10, "there was no load"
    assert not failures, failures[:5]


if __name__ == "__main__":
    main()
