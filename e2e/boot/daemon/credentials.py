"""Where the daemon has its credentials from: a program that the AWS SDK's shared configuration names, or the role of the instance."""

from __future__ import annotations

import configparser
import json
import os
import shlex
import subprocess
import urllib.request
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

METADATA = "http://169.254.169.254/latest"
ROLES = f"{METADATA}/meta-data/iam/security-credentials/"
EARLY = timedelta(seconds=2)


@dataclass(frozen=True)
class Credentials:
    key: str
    secret: str
    token: str
    expires: datetime


class CredentialSource:
    """Asks again when what it has expires."""

    def __init__(self, local_mode: bool) -> None:
        self._local_mode = local_mode
        self._last: Credentials | None = None

    def get(self) -> Credentials:
        if self._last is None or self._last.expires - EARLY <= datetime.now(timezone.utc):
            self._last = self._fetch()
        return self._last

    def _fetch(self) -> Credentials:
        command = _process_of_default_profile()
        if command is not None:
            answer = json.loads(subprocess.run(shlex.split(command), check=True, capture_output=True).stdout)
            return _credentials(answer, answer["SessionToken"])
        if self._local_mode:
            raise LookupError("get credentials: no provider in the chain has any")
        answer = _role_credentials()
        return _credentials(answer, answer["Token"])


def _credentials(answer: dict[str, str], token: str) -> Credentials:
    expires = datetime.fromisoformat(answer["Expiration"].replace("Z", "+00:00"))
    return Credentials(answer["AccessKeyId"], answer["SecretAccessKey"], token, expires)


def _process_of_default_profile() -> str | None:
    profiles = configparser.RawConfigParser()
    profiles.read(os.environ.get("AWS_CONFIG_FILE", ""))
    return profiles.get("default", "credential_process", fallback=None)


def _role_credentials() -> dict[str, str]:
    token = _request("PUT", f"{METADATA}/api/token", {"X-aws-ec2-metadata-token-ttl-seconds": "60"})
    headers = {"X-aws-ec2-metadata-token": token}
    role = _request("GET", ROLES, headers).split("\n")[0]
    answer: dict[str, str] = json.loads(_request("GET", ROLES + role, headers))
    return answer


def _request(method: str, url: str, headers: dict[str, str]) -> str:
    request = urllib.request.Request(url, method=method, headers=headers)
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=2) as response:
        text: str = response.read().decode()
        return text
