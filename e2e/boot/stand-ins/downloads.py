"""A server with files. What it does with a request is in downloads/behaviour: serve, fail, truncate or hang."""

from __future__ import annotations

import time
from http.server import BaseHTTPRequestHandler
from pathlib import Path

from record import record


def downloads_handler(work: Path) -> type[BaseHTTPRequestHandler]:
    files = work / "downloads" / "files"

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            behaviour = (work / "downloads" / "behaviour").read_text().strip()
            record(work / "downloads.jsonl", {"host": self.headers.get("host"), "path": self.path, "behaviour": behaviour})
            file = files / self.path.lstrip("/")
            if behaviour == "hang":
                time.sleep(600)
            elif behaviour == "fail":
                self.send_error(503)
            elif not file.resolve().is_relative_to(files.resolve()) or not file.is_file():
                self.send_error(404)
            else:
                self._send(file.read_bytes(), behaviour == "truncate")

        def _send(self, content: bytes, truncated: bool) -> None:
            self.send_response(200)
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content[: len(content) // 2] if truncated else content)

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler
