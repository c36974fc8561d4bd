"""The metadata of an EC2 instance, version 2 only: every question needs a token. The credentials of its role are in metadata/credentials.json."""

from __future__ import annotations

import secrets
from http.server import BaseHTTPRequestHandler
from pathlib import Path

from record import record

ROLE = "Collector"
ROLES = "/latest/meta-data/iam/security-credentials/"


def metadata_handler(work: Path) -> type[BaseHTTPRequestHandler]:
    tokens: set[str] = set()

    class Handler(BaseHTTPRequestHandler):
        def do_PUT(self) -> None:
            if self.path != "/latest/api/token" or "x-aws-ec2-metadata-token-ttl-seconds" not in self.headers:
                self._answer(400)
                return
            token = secrets.token_hex(16)
            tokens.add(token)
            self._answer(200, token)

        def do_GET(self) -> None:
            if self.headers.get("x-aws-ec2-metadata-token") not in tokens:
                self._answer(401)
            elif self.path == ROLES:
                self._answer(200, ROLE)
            elif self.path == ROLES + ROLE:
                self._answer(200, (work / "metadata" / "credentials.json").read_text())
            elif self.path == "/latest/meta-data/instance-id":
                self._answer(200, "i-0123456789abcdef0")
            else:
                self._answer(404)

        def _answer(self, status: int, text: str = "") -> None:
            record(work / "metadata.jsonl", {"method": self.command, "path": self.path, "status": status})
            body = text.encode()
            self.send_response(status)
            self.send_header("content-length", str(len(body)))
            if self.command == "PUT":
                self.send_header("x-aws-ec2-metadata-token-ttl-seconds", "60")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler
