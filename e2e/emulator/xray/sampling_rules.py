"""Sampling rules: created, changed, removed and listed."""

import time
from typing import Any

from .account import DEFAULT_RULE, Record, arn, current_account
from .errors import InvalidRequest, XRayError
from .tags import put_tags

_MOST_RULES = 25
_FREE_ON_DEFAULT = {"RuleName", "RuleARN", "FixedRate", "ReservoirSize"}


def create_sampling_rule(request: dict[str, Any]) -> dict[str, Any]:
    wanted: Record = request["SamplingRule"]
    name = wanted.get("RuleName")
    account = current_account()
    if not name:
        raise InvalidRequest("a new sampling rule needs a RuleName")
    if name == DEFAULT_RULE:
        raise InvalidRequest(f"{DEFAULT_RULE} is reserved")
    if wanted.get("Version") != 1:
        raise InvalidRequest("the version of a sampling rule must be 1")
    if name in account.rules:
        raise InvalidRequest(f"sampling rule {name} already exists")
    if len(account.rules) - 1 >= _MOST_RULES:
        raise XRayError("RuleLimitExceededException", f"no more than {_MOST_RULES} sampling rules")
    _check_attributes(wanted)
    now = time.time()
    rule = {"Attributes": {}, **wanted, "RuleARN": arn(f"sampling-rule/{name}")}
    put_tags(rule["RuleARN"], request.get("Tags") or [])
    account.rules[name] = {"SamplingRule": rule, "CreatedAt": now, "ModifiedAt": now}
    account.rules_modified_at = now
    return {"SamplingRuleRecord": account.rules[name]}


def update_sampling_rule(request: dict[str, Any]) -> dict[str, Any]:
    update = {key: value for key, value in request["SamplingRuleUpdate"].items() if value is not None}
    record = _find(update)
    if record["SamplingRule"]["RuleName"] == DEFAULT_RULE and update.keys() - _FREE_ON_DEFAULT:
        raise InvalidRequest("Invalid update request for default sampling rule")
    _check_attributes(update)
    changes = {key: value for key, value in update.items() if key not in ("RuleName", "RuleARN")}
    record["SamplingRule"].update(changes)
    record["ModifiedAt"] = current_account().rules_modified_at = time.time()
    return {"SamplingRuleRecord": record}


def delete_sampling_rule(request: dict[str, Any]) -> dict[str, Any]:
    record = _find(request)
    name = record["SamplingRule"]["RuleName"]
    if name == DEFAULT_RULE:
        raise InvalidRequest(f"{DEFAULT_RULE} cannot be deleted")
    account = current_account()
    del account.rules[name]
    account.tags.pop(record["SamplingRule"]["RuleARN"], None)
    account.rules_modified_at = time.time()
    return {"SamplingRuleRecord": record}


def get_sampling_rules(_request: dict[str, Any]) -> dict[str, Any]:
    return {"SamplingRuleRecords": list(current_account().rules.values())}


def _find(request: dict[str, Any]) -> Record:
    name, rule_arn = request.get("RuleName"), request.get("RuleARN")
    if bool(name) == bool(rule_arn):
        raise InvalidRequest("give either RuleName or RuleARN")
    for record in current_account().rules.values():
        rule = record["SamplingRule"]
        if rule["RuleName"] == name or rule["RuleARN"] == rule_arn:
            return record
    raise InvalidRequest(f"no sampling rule {name or rule_arn}")


def _check_attributes(rule: Record) -> None:
    for key, value in (rule.get("Attributes") or {}).items():
        if not 1 <= len(key) <= 32 or not 1 <= len(value) <= 32:
            raise InvalidRequest("keys and values of attributes have 1 to 32 characters")
