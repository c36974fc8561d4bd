"""One container: its definition from the template applied to a process of the image's."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from network import Namespace

Json = dict[str, Any]
PLAYER = Path(__file__).parent
DEFAULT_STOP_SECONDS = 30


@dataclass(frozen=True)
class Image:
    """What an image brings along where the task definition does not say otherwise."""

    entry_point: list[str]
    user: str
    environment: dict[str, str]
    binds: list[list[str]]


class Container:
    def __init__(self, definition: Json, image: Image, namespace: Namespace, folder: Path, note: Callable[[str, str], None]) -> None:
        self.name: str = definition["Name"]
        self.namespace = namespace
        self.health = "UNKNOWN"
        self._definition = definition
        self._image = image
        self._folder = folder
        self._note = note
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def essential(self) -> bool:
        return self._definition.get("Essential", True) is not False

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def ended(self) -> bool:
        return self._process is not None and self._process.poll() is not None

    @property
    def log(self) -> str:
        file = self._folder / "log"
        return file.read_text(errors="replace")[-3000:] if file.exists() else ""

    def start(self, hosts: Mapping[str, str], added: Mapping[str, str]) -> None:
        self._folder.mkdir(parents=True)
        definition, image = self._definition, self._image
        (self._folder / "hosts").write_text("".join(f"{address}\t{name}\n" for name, address in hosts.items()))
        (self._folder / "binds").write_text("".join(f"{source}\t{target}\n" for source, target in image.binds))
        folders = definition.get("LinuxParameters", {}).get("Tmpfs", [])
        scratch = [(each["ContainerPath"], [f"size={each['Size']}m", *each.get("MountOptions", [])]) for each in folders]
        (self._folder / "scratch").write_text("".join(f"{path}\t{','.join(options)}\n" for path, options in scratch))
        variables = {each["Name"]: each["Value"] for each in definition.get("Environment", [])}
        environment = {"PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", **image.environment, **added, **variables}
        entry_point = definition.get("EntryPoint") or image.entry_point
        read_only = "true" if definition.get("ReadonlyRootFilesystem") else "false"
        user = definition.get("User") or image.user
        command = [str(PLAYER / "container.sh"), str(self._folder), read_only, user, *entry_point, *definition.get("Command", [])]
        unshared = ["unshare", "--mount", "--pid", "--fork", "--kill-child=KILL", *command]
        with (self._folder / "log").open("wb") as log:
            self._process = subprocess.Popen(
                self.namespace.command(*unshared), env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )
        self._note(self.name, "started")
        threading.Thread(target=self._watch, daemon=True).start()
        if "HealthCheck" in definition:
            threading.Thread(target=self._check, args=[definition["HealthCheck"]], daemon=True).start()

    def stop(self) -> None:
        """As Docker stops it: SIGTERM, and SIGKILL for what is left after the time that the definition gives it."""
        if self._process is None or not self.running:
            return
        self._note(self.name, "told to stop")
        self.signal(signal.SIGTERM)
        try:
            self._process.wait(self._definition.get("StopTimeout", DEFAULT_STOP_SECONDS))
        except subprocess.TimeoutExpired:
            self._note(self.name, "killed")
            self.signal(signal.SIGKILL)
            self._process.wait()

    def signal(self, number: int) -> None:
        os.kill(self._first_process(), number)

    def execute(self, command: list[str], timeout: float = 10) -> subprocess.CompletedProcess[str]:
        enter = ["nsenter", f"--target={self._first_process()}", "--mount", "--pid", "--net", "--root", "--wd"]
        environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", **self._image.environment}
        return subprocess.run(
            [*enter, *command], env=environment, timeout=timeout, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )

    def _first_process(self) -> int:
        """The number that the container's own process 1 has out here."""
        if self._process is None:
            raise ProcessLookupError(f"{self.name} has not started")
        number = self._process.pid
        return int(Path(f"/proc/{number}/task/{number}/children").read_text().split()[0])

    def _watch(self) -> None:
        if self._process is not None:
            self._process.wait()
            self._note(self.name, "ended")

    def _check(self, check: Json) -> None:
        """As Docker does it: the first time after an interval, and failures of the start period don't count."""
        started, failures = time.monotonic(), 0
        command: list[str] = check["Command"]
        words = command[1:] if command[0] == "CMD" else ["/bin/sh", "-c", command[1]]
        while True:
            time.sleep(check.get("Interval", 30))
            if not self.running:
                return
            try:
                healthy = self.execute(words, check.get("Timeout", 5)).returncode == 0
            except (subprocess.TimeoutExpired, ProcessLookupError, IndexError, FileNotFoundError):
                healthy = False
            starting = self.health != "HEALTHY" and time.monotonic() - started < check.get("StartPeriod", 0)
            failures = 0 if healthy else failures if starting else failures + 1
            before = self.health
            if healthy:
                self.health = "HEALTHY"
            elif failures >= check.get("Retries", 3):
                self.health = "UNHEALTHY"
            if self.health != before:
                self._note(self.name, self.health.lower())
