"""Requests to the X-Ray API, signed with Signature Version 4."""

from __future__ import annotations

import hashlib
import hmac
import urllib.request
from datetime import datetime, timezone
from urllib.parse import urlsplit

from credentials import Credentials, CredentialSource


class Api:
    def __init__(self, endpoint: str, region: str, credentials: CredentialSource) -> None:
        self._endpoint = endpoint.rstrip("/")
        self._region = region
        self._credentials = credentials

    def post(self, path: str, body: bytes) -> bytes:
        url = self._endpoint + path
        headers = _signed(urlsplit(url).netloc, path, body, self._region, self._credentials.get())
        request = urllib.request.Request(url, body, headers, method="POST")
        with urllib.request.urlopen(request, timeout=2) as response:
            answer: bytes = response.read()
            return answer


def _signed(host: str, path: str, body: bytes, region: str, credentials: Credentials) -> dict[str, str]:
    now = datetime.now(timezone.utc).strftime("%Y%m%dT%H%M%SZ")
    headers = {"content-type": "application/json", "host": host, "x-amz-date": now, "x-amz-security-token": credentials.token}
    names = ";".join(headers)
    lines = "".join(f"{name}:{value}\n" for name, value in headers.items())
    request = "\n".join(["POST", path, "", lines, names, hashlib.sha256(body).hexdigest()])
    scope = f"{now[:8]}/{region}/xray/aws4_request"
    text = "\n".join(["AWS4-HMAC-SHA256", now, scope, hashlib.sha256(request.encode()).hexdigest()])
    key = f"AWS4{credentials.secret}".encode()
    for part in scope.split("/"):
        key = hmac.digest(key, part.encode(), "sha256")
    signature = hmac.digest(key, text.encode(), "sha256").hex()
    authorization = f"AWS4-HMAC-SHA256 Credential={credentials.key}/{scope}, SignedHeaders={names}, Signature={signature}"
    return {**headers, "authorization": authorization}
