"""The account's encryption of traces."""

from typing import Any

from .account import current_account
from .errors import InvalidRequest


def put_encryption_config(request: dict[str, Any]) -> dict[str, Any]:
    key, kind = request.get("KeyId"), request["Type"]
    if (kind == "KMS") != bool(key):
        raise InvalidRequest("a KeyId goes with the type KMS, and with no other")
    current_account().encryption = {"Type": kind, "Status": "ACTIVE", **({"KeyId": key} if key else {})}
    return get_encryption_config({})


def get_encryption_config(_request: dict[str, Any]) -> dict[str, Any]:
    return {"EncryptionConfig": current_account().encryption}
