"""What X-Ray keeps for one account and Region."""

import time
from dataclasses import dataclass, field
from typing import Any

from ministack.core.responses import get_account_id, get_region

Record = dict[str, Any]

DEFAULT_RULE = "Default"


def _default_rule() -> Record:
    now = time.time()
    rule = {
        "RuleName": DEFAULT_RULE,
        "RuleARN": arn(f"sampling-rule/{DEFAULT_RULE}"),
        "ResourceARN": "*",
        "Priority": 10000,
        "FixedRate": 0.05,
        "ReservoirSize": 1,
        "ServiceName": "*",
        "ServiceType": "*",
        "Host": "*",
        "HTTPMethod": "*",
        "URLPath": "*",
        "Version": 1,
        "Attributes": {},
    }
    return {"SamplingRule": rule, "CreatedAt": now, "ModifiedAt": now}


@dataclass
class Account:
    rules: dict[str, Record] = field(default_factory=lambda: {DEFAULT_RULE: _default_rule()})
    rules_modified_at: float = field(default_factory=time.time)
    sampling_statistics: list[Record] = field(default_factory=list)
    groups: dict[str, Record] = field(default_factory=dict)
    policies: dict[str, Record] = field(default_factory=dict)
    tags: dict[str, dict[str, str]] = field(default_factory=dict)
    encryption: Record = field(default_factory=lambda: {"Type": "NONE", "Status": "ACTIVE"})
    traces: dict[str, dict[str, str]] = field(default_factory=dict)
    telemetry: list[Record] = field(default_factory=list)


_accounts: dict[tuple[str, str], Account] = {}


def current_account() -> Account:
    """The account and Region of the request that is being answered."""
    return _accounts.setdefault((get_account_id(), get_region()), Account())


def arn(resource: str) -> str:
    return f"arn:aws:xray:{get_region()}:{get_account_id()}:{resource}"
