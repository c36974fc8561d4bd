"""The X-Ray API as far as the daemon uses it. Only requests that are signed with the credentials in api/credentials.json are taken."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from email.message import Message
from http.server import BaseHTTPRequestHandler
from pathlib import Path

from record import record

ANSWERS: dict[str, dict[str, object]] = {
    "/TraceSegments": {"UnprocessedTraceSegments": []},
    "/TelemetryRecords": {},
    "/GetSamplingRules": {"SamplingRuleRecords": []},
    "/SamplingTargets": {"SamplingTargetDocuments": [], "LastRuleModification": 0, "UnprocessedStatistics": []},
}

AUTHORIZATION = re.compile(r"AWS4-HMAC-SHA256 Credential=(\w+)/(\d{8}/([\w-]+)/xray/aws4_request), ?SignedHeaders=([\w;-]+), ?Signature=(\w{64})")


def xray_api_handler(work: Path) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            credentials: dict[str, str] = json.loads((work / "api" / "credentials.json").read_text())
            signer = signer_of(self.headers, self.path, body, credentials)
            answer = ANSWERS.get(self.path)
            status = 403 if signer is None else 404 if answer is None else 200
            entry = {"host": self.headers.get("host"), "path": self.path, "status": status, "signer": signer, "body": body.decode()}
            record(work / "api.jsonl", entry)
            content = json.dumps(answer if status == 200 else {}).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler


def signer_of(headers: Message, path: str, body: bytes, credentials: dict[str, str]) -> dict[str, str] | None:
    """Who signed a request and for which Region; none where the signature is not that of these credentials."""
    match = AUTHORIZATION.fullmatch(headers.get("authorization", ""))
    if match is None or match[1] != credentials["key"] or headers.get("x-amz-security-token") != credentials["token"]:
        return None
    _, scope, region, names, signature = match.groups()
    canonical = [f"{name}:{' '.join((headers.get(name) or '').split())}" for name in names.split(";")]
    request = "\n".join(["POST", path, "", *canonical, "", names, hashlib.sha256(body).hexdigest()])
    text = "\n".join(["AWS4-HMAC-SHA256", headers.get("x-amz-date", ""), scope, hashlib.sha256(request.encode()).hexdigest()])
    key = ("AWS4" + credentials["secret"]).encode()
    for part in scope.split("/"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    expected = hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
    return {"key": match[1], "region": region} if hmac.compare_digest(expected, signature) else None
