"""The networks that Amazon ECS and Docker give to tasks, in network namespaces that end with the player."""

from __future__ import annotations

import itertools
import os
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path

OUTSIDE = "10.0.0.1"
INSTANCE = "10.0.0.10"
DOCKER = "172.17.0.1"
AGENT = "169.254.172.1"
CREDENTIALS = "169.254.170.2"

_names = itertools.count()


@dataclass(frozen=True)
class Namespace:
    holder: subprocess.Popen[bytes]
    address: str

    @property
    def path(self) -> str:
        return f"/proc/{self.holder.pid}/ns/net"

    def command(self, *command: str) -> list[str]:
        return ["nsenter", f"--net={self.path}", *command]

    def run(self, *command: str) -> None:
        _run(*self.command(*command))


class Network:
    """An instance in a VPC, with Docker's bridge and the bridge by which tasks of their own network reach the agent."""

    def __init__(self) -> None:
        self._docker = itertools.count(2)
        self._interfaces = itertools.count(20)
        self._agent = itertools.count(2)
        self._lock = threading.Lock()
        _run("ip", "link", "set", "lo", "up")
        _make_bridge([], "vpc", f"{OUTSIDE}/24")
        self.instance = _namespace(INSTANCE)
        self._plug(self.instance, None, "vpc", "eth0", f"{INSTANCE}/24")
        self.instance.run("ip", "route", "add", "default", "via", OUTSIDE)
        _make_bridge(self.instance.command(), "docker0", f"{DOCKER}/16")
        _make_bridge(self.instance.command(), "ecs-bridge", f"{AGENT}/22")
        self.instance.run("ip", "address", "add", f"{CREDENTIALS}/32", "dev", "lo")
        self.instance.run("sh", "-c", "echo 1 >/proc/sys/net/ipv4/ip_forward")
        # in place of the translation of addresses, which needs what not every kernel has
        _run("ip", "route", "add", "172.17.0.0/16", "via", INSTANCE)

    def container(self) -> Namespace:
        """The network of one container on Docker's bridge."""
        with self._lock:
            address = f"172.17.0.{next(self._docker)}"
            made = _namespace(address)
            self._plug(made, self.instance, "docker0", "eth0", f"{address}/16")
            made.run("ip", "route", "add", "default", "via", DOCKER)
            return made

    def task(self) -> Namespace:
        """The network of one task of mode awsvpc: an interface of its own, and a way to the agent's credentials."""
        with self._lock:
            address = f"10.0.0.{next(self._interfaces)}"
            made = _namespace(address)
            self._plug(made, None, "vpc", "eth0", f"{address}/24")
            made.run("ip", "route", "add", "default", "via", OUTSIDE)
            self._plug(made, self.instance, "ecs-bridge", "ecs-eth0", f"169.254.172.{next(self._agent)}/22")
            made.run("ip", "route", "add", f"{CREDENTIALS}/32", "via", AGENT)
            return made

    @staticmethod
    def _plug(namespace: Namespace, owner: Namespace | None, bridge: str, name: str, address: str) -> None:
        outer = f"v{next(_names)}"
        prefix = [] if owner is None else owner.command()
        _run(*prefix, "ip", "link", "add", outer, "type", "veth", "peer", "name", name, "netns", str(namespace.holder.pid))
        _run(*prefix, "ip", "link", "set", outer, "master", bridge, "up")
        namespace.run("ip", "address", "add", address, "dev", name)
        namespace.run("ip", "link", "set", name, "up")


def _namespace(address: str) -> Namespace:
    holder = subprocess.Popen(["unshare", "--net", "sleep", "infinity"], stdin=subprocess.DEVNULL)
    made = Namespace(holder, address)
    own = os.readlink("/proc/self/ns/net")
    # not before the program is the last one: what unshare does comes before that
    while os.readlink(made.path) == own or "sleep" not in Path(f"/proc/{holder.pid}/comm").read_text():
        time.sleep(0.002)
    made.run("ip", "link", "set", "lo", "up")
    return made


def _make_bridge(prefix: list[str], name: str, address: str) -> None:
    # else it takes that of the interface that is plugged in or out, and neighbours keep the former one
    number = next(_names)
    _run(*prefix, "ip", "link", "add", name, "address", f"02:00:00:00:00:{number:02x}", "type", "bridge")
    _run(*prefix, "ip", "address", "add", address, "dev", name)
    _run(*prefix, "ip", "link", "set", name, "up")


def _run(*command: str) -> None:
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
