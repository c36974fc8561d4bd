"""The X-Ray API as far as a collector uses it: it keeps what it is sent, by the task whose credentials signed it."""

from __future__ import annotations

import json
import re
import ssl
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from credentials import credentials_of
from network import OUTSIDE

sys.path.append(str(Path(__file__).parents[2] / "boot" / "stand-ins"))

from xray_api import signer_of  # noqa: E402

EVERYTHING = {name: "*" for name in ("ServiceName", "ServiceType", "Host", "HTTPMethod", "URLPath", "ResourceARN")}
RULE = {"RuleName": "all-of-the-test", "Priority": 1, "FixedRate": 1, "ReservoirSize": 0, "Version": 1, "Attributes": {}, **EVERYTHING}
ANSWERS: dict[str, dict[str, object]] = {
    "/TraceSegments": {"UnprocessedTraceSegments": []},
    "/TelemetryRecords": {},
    "/GetSamplingRules": {"SamplingRuleRecords": [{"SamplingRule": RULE, "CreatedAt": 0, "ModifiedAt": 0}]},
    "/SamplingTargets": {"SamplingTargetDocuments": [], "LastRuleModification": 0, "UnprocessedStatistics": []},
    # not of X-Ray's: the stand-ins of collectors tell here which spans they were sent
    "/Otlp": {},
}

requests: list[dict[str, object]] = []


class Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        match = re.search(r"Credential=ASIA(\w+)/", self.headers.get("authorization", ""))
        task = match[1] if match else ""
        signed = signer_of(self.headers, self.path, body, credentials_of(task)) is not None
        answer = ANSWERS.get(self.path) if signed else None
        if answer is not None:
            requests.append({"task": task, "path": self.path, "body": json.loads(body or b"{}")})
        content = json.dumps(answer or {}).encode()
        self.send_response(403 if answer is None else 200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        pass


def serve(certificates: Path) -> None:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificates / "server.pem", certificates / "server.key")
    server = ThreadingHTTPServer((OUTSIDE, 443), Handler)
    server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    threading.Thread(target=server.serve_forever, daemon=True).start()
