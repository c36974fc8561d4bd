"""The credentials of task roles, as the agent of Amazon ECS gives them out on each instance; each task has its own."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from network import CREDENTIALS

PATH = "/v2/credentials/"
EXPIRATION = "2100-01-01T00:00:00Z"


def credentials_of(task: str) -> dict[str, str]:
    """In the words of the stand-in of the X-Ray API."""
    return {"key": f"ASIA{task}", "secret": f"secret/of+{task}", "token": f"token-of-{task}"}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if not self.path.startswith(PATH):
            self.send_error(404)
            return
        lent = credentials_of(self.path.removeprefix(PATH))
        answer = {"AccessKeyId": lent["key"], "SecretAccessKey": lent["secret"], "Token": lent["token"], "Expiration": EXPIRATION, "RoleArn": "role"}
        content = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        pass


if __name__ == "__main__":
    ThreadingHTTPServer((CREDENTIALS, 80), Handler).serve_forever()
