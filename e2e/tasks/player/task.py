"""One task: its containers in the network of its mode, started and stopped in the order that Amazon ECS keeps."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from container import PLAYER, Container, Image, Json
from network import INSTANCE, Namespace, Network

START_SECONDS = 60


class Failed(Exception):
    """The task does not start."""


class Task:
    def __init__(
        self, name: str, definition: Json, images: Mapping[str, Image], network: Network, folder: Path, hosts: Mapping[str, str],
        note: Callable[[str, str], None],
    ) -> None:
        self.name = name
        self._mode: str = definition.get("NetworkMode", "bridge")
        self._definitions: list[Json] = definition["ContainerDefinitions"]
        self._network = network
        self._hosts = hosts
        self._stopping = threading.Lock()
        self._forwards: list[subprocess.Popen[bytes]] = []
        shared = network.task() if self._mode == "awsvpc" else network.instance
        self.containers = {
            each["Name"]: Container(each, images[each["Image"]], self._namespace(shared), folder / each["Name"], note) for each in self._definitions
        }

    def start(self) -> None:
        waiting = list(self._definitions)
        end = time.monotonic() + START_SECONDS
        while waiting:
            ready = [each for each in waiting if self._may_start(each)]
            for each in ready:
                self._start(each)
                waiting.remove(each)
            if not ready:
                time.sleep(0.02)
            if time.monotonic() > end:
                raise Failed(f"{waiting[0]['Name']} waits for what does not come")
        threading.Thread(target=self._watch, daemon=True).start()

    def stop(self, order: str = "reverse") -> None:
        """`reverse`: who depends on others stops before them. `forward` is what Amazon ECS does not do."""
        with self._stopping:
            left = [each for each in self._definitions if self.containers[each["Name"]].running]
            while left:
                names = {each["Name"] for each in left}
                if order == "reverse":
                    needed = {name for each in left for name in _needs(each)}
                    due = [each for each in left if each["Name"] not in needed]
                else:
                    due = [each for each in left if not names & set(_needs(each))]
                threads = [threading.Thread(target=self.containers[each["Name"]].stop) for each in due]
                for thread in threads:
                    thread.start()
                for thread in threads:
                    thread.join()
                left = [each for each in left if each not in due]
            for forward in self._forwards:
                forward.kill()
                forward.wait()

    def url(self, port: int) -> str:
        """Where those outside reach a port of a container: by the instance or by the task's own interface."""
        mappings = [mapping for each in self._definitions for mapping in each.get("PortMappings", []) if mapping["ContainerPort"] == port]
        if self._mode == "awsvpc":
            return f"http://{next(iter(self.containers.values())).namespace.address}:{port}"
        return f"http://{INSTANCE}:{mappings[0].get('HostPort') or port}" if self._mode == "bridge" else f"http://{INSTANCE}:{port}"

    def _namespace(self, shared: Namespace) -> Namespace:
        return self._network.container() if self._mode == "bridge" else shared

    def _may_start(self, definition: Json) -> bool:
        for dependency in definition.get("DependsOn", []):
            other = self.containers[dependency["ContainerName"]]
            if dependency["Condition"] == "HEALTHY":
                if other.ended or other.health == "UNHEALTHY":
                    raise Failed(f"{definition['Name']} waits for {other.name}, which is not healthy\n{other.log}")
                if other.health != "HEALTHY":
                    return False
            elif dependency["Condition"] == "START":
                if not other.running and not other.ended:
                    return False
            else:
                raise Failed(f"{dependency['Condition']} is not played")
        return all(self.containers[link].running or self.containers[link].ended for link, _ in _links(definition))

    def _start(self, definition: Json) -> None:
        container = self.containers[definition["Name"]]
        # Docker does this for networks of its own only
        links = {alias: self.containers[link].namespace.address for link, alias in _links(definition)} if self._mode == "bridge" else {}
        credentials = {"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": f"/v2/credentials/{self.name}"}
        container.start({"localhost": "127.0.0.1", **self._hosts, **links}, credentials)
        if self._mode == "bridge":
            for mapping in definition.get("PortMappings", []):
                self._forward(container.namespace, mapping)

    def _forward(self, target: Namespace, mapping: Json) -> None:
        listen = f"0.0.0.0:{mapping.get('HostPort') or mapping['ContainerPort']}"
        program = [sys.executable, "-B", str(PLAYER / "forward.py")]
        forward = [*program, mapping.get("Protocol", "tcp"), listen, f"{target.address}:{mapping['ContainerPort']}"]
        self._forwards.append(subprocess.Popen(self._network.instance.command(*forward), stdin=subprocess.DEVNULL))

    def _watch(self) -> None:
        """The end of an essential container is that of the task."""
        essential = [each for each in self.containers.values() if each.essential]
        while all(each.running for each in essential):
            time.sleep(0.05)
        self.stop()


def _links(definition: Json) -> list[tuple[str, str]]:
    pairs = [str(link).partition(":") for link in definition.get("Links", [])]
    return [(name, alias or name) for name, _, alias in pairs]


def _needs(definition: Json) -> list[str]:
    return [each["ContainerName"] for each in definition.get("DependsOn", [])] + [name for name, _ in _links(definition)]
