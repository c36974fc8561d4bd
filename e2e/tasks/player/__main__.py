"""Plays task definitions on one instance. It is the first process of namespaces of its own, which take everything with them when it ends.

It reads requests from standard input, a JSON document a line, and answers each with one; the end of the input is its own.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

import api
from container import PLAYER, Container, Image, Json
from network import OUTSIDE, Network
from task import Failed, Task


class Player:
    def __init__(self, folder: Path, setting: Json) -> None:
        self._folder = folder
        # there is no name server: who looks for one is to find that out at once
        (folder / "resolv.conf").touch()
        subprocess.run(["mount", "--bind", str(folder / "resolv.conf"), str(Path("/etc/resolv.conf").resolve())], check=True)
        self._images = {
            name: Image(each["entryPoint"], each["user"], each["environment"], each["binds"]) for name, each in setting["images"].items()
        }
        self._network = Network()
        self._tasks: dict[str, Task] = {}
        self._events: list[Json] = []
        # in place of name servers
        self._hosts = {str(setting["apiHost"]): OUTSIDE}
        api.serve(folder / "tls")
        subprocess.Popen(
            self._network.instance.command(sys.executable, "-B", str(PLAYER / "credentials.py")), stdin=subprocess.DEVNULL,
        )

    def answer(self, request: Json) -> object:
        name: str = request.get("task", "")
        match request["do"]:
            case "run":
                return self._run(name, request["definition"])
            case "stop":
                self._tasks[name].stop(request.get("order", "reverse"))
            case "signal":
                self._container(request).signal(signal.Signals[request["signal"]])
            case "execute":
                result = self._container(request).execute(request["command"])
                return {"status": result.returncode, "output": result.stdout}
            case "get":
                return self._get(self._tasks[name].url(request["port"]) + request["path"])
            case "events":
                return self._events
            case "requests":
                return api.requests
            case "log":
                return self._container(request).log
        return None

    def _run(self, name: str, definition: Json) -> str:
        def note(container: str, event: str) -> None:
            self._events.append({"task": name, "container": container, "event": event, "at": time.time()})

        task = Task(name, definition, self._images, self._network, self._folder / "tasks" / name, self._hosts, note)
        self._tasks[name] = task
        try:
            task.start()
        except Failed as failed:
            task.stop()
            return str(failed)
        return "running"

    def _container(self, request: Json) -> Container:
        return self._tasks[request["task"]].containers[request["container"]]

    @staticmethod
    def _get(url: str) -> object:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url, timeout=5) as response:
            return json.loads(response.read())


def main() -> None:
    player = Player(Path(sys.argv[1]), json.loads(sys.stdin.readline()))
    writing = threading.Lock()

    def handle(request: Json) -> None:
        try:
            result = {"id": request["id"], "result": player.answer(request)}
        except (OSError, LookupError, ValueError, subprocess.SubprocessError, urllib.error.URLError) as error:
            result = {"id": request["id"], "error": f"{type(error).__name__}: {error}"}
        with writing:
            print(json.dumps(result), flush=True)

    for line in sys.stdin:
        threading.Thread(target=handle, args=[json.loads(line)], daemon=True).start()


main()
