"""AWS::XRay::SamplingRule, AWS::XRay::Group and AWS::XRay::ResourcePolicy.

As with CloudFormation, neither a rule nor a group can be renamed in place: the API has nothing to do it with. What update handlers may not call
(TagResource) they don't: tags stay as they were made.
"""

from collections.abc import Callable
from typing import Any

from ministack.services.cloudformation import provisioners

from losses import loses
from xray.account import current_account
from xray.errors import XRayError
from xray.service import call

Properties = dict[str, Any]
Made = tuple[str, dict[str, Any]]

_INTEGERS = ("Priority", "ReservoirSize", "Version", "CooldownWindowMinutes")
_DECIMALS = ("FixedRate", "MaxRate")
_BOOLEANS = ("InsightsEnabled", "NotificationsEnabled", "BypassPolicyLockoutCheck")


def _create_rule(_logical_id: str, properties: Properties, _stack: str) -> Made:
    request = {"SamplingRule": _typed(properties["SamplingRule"]), "Tags": properties.get("Tags", [])}
    rule_arn = _call("CreateSamplingRule", request)["SamplingRuleRecord"]["SamplingRule"]["RuleARN"]
    return rule_arn, {"RuleARN": rule_arn}


def _update_rule(rule_arn: str, old: Properties, new: Properties, _stack: str) -> Made:
    before, after = old["SamplingRule"], _typed(new["SamplingRule"])
    _same("RuleName", before, after)
    _same("Version", before, after)
    update = {key: value for key, value in after.items() if key not in ("RuleName", "Version")}
    _call("UpdateSamplingRule", {"SamplingRuleUpdate": {**update, "RuleARN": rule_arn}})
    return rule_arn, {"RuleARN": rule_arn}


def _delete_rule(rule_arn: str, _properties: Properties) -> None:
    if any(record["SamplingRule"]["RuleARN"] == rule_arn for record in current_account().rules.values()):
        _call("DeleteSamplingRule", {"RuleARN": rule_arn})


def _create_group(_logical_id: str, properties: Properties, _stack: str) -> Made:
    group_arn = _call("CreateGroup", _typed(properties))["Group"]["GroupARN"]
    return group_arn, {"GroupARN": group_arn}


def _update_group(group_arn: str, old: Properties, new: Properties, _stack: str) -> Made:
    _same("GroupName", old, new)
    # A property that is gone goes back to its default.
    request = {
        "GroupARN": group_arn,
        "FilterExpression": new.get("FilterExpression", ""),
        "InsightsConfiguration": _typed(new.get("InsightsConfiguration", {})),
    }
    _call("UpdateGroup", request)
    return group_arn, {"GroupARN": group_arn}


def _delete_group(group_arn: str, _properties: Properties) -> None:
    if any(group["GroupARN"] == group_arn for group in current_account().groups.values()):
        _call("DeleteGroup", {"GroupARN": group_arn})


def _create_policy(_logical_id: str, properties: Properties, _stack: str) -> Made:
    name = properties["PolicyName"]
    if name in current_account().policies:
        raise ValueError(f"resource policy {name} already exists")
    if not loses("resource-policy"):
        _call("PutResourcePolicy", _typed(properties))
    return name, {}


def _update_policy(name: str, _old: Properties, new: Properties, _stack: str) -> Made:
    if not loses("resource-policy"):
        _call("PutResourcePolicy", _typed(new))
    return name, {}


def _delete_policy(name: str, _properties: Properties) -> None:
    if name in current_account().policies:
        _call("DeleteResourcePolicy", {"PolicyName": name})


def _same(name: str, before: Properties, after: Properties) -> None:
    if before.get(name) != after.get(name):
        raise ValueError(f"{name} cannot be changed in place: {before.get(name)} -> {after.get(name)}")


def _call(operation: str, request: dict[str, Any]) -> dict[str, Any]:
    try:
        return call(operation, request)
    except XRayError as error:
        raise ValueError(f"{error.code}: {error.message}") from error


def _typed(value: Any, name: str = "") -> Any:
    """What templates may carry as a string, in the type that the API takes."""
    if isinstance(value, dict):
        return {key: _typed(item, key) for key, item in value.items()}
    if isinstance(value, list):
        return [_typed(item) for item in value]
    if not isinstance(value, str):
        return value
    if name in _BOOLEANS:
        return value.lower() == "true"
    return int(value) if name in _INTEGERS else float(value) if name in _DECIMALS else value


_TYPES: dict[str, dict[str, Callable[..., Any]]] = {
    "AWS::XRay::SamplingRule": {"create": _create_rule, "update": _update_rule, "delete": _delete_rule},
    "AWS::XRay::Group": {"create": _create_group, "update": _update_group, "delete": _delete_group},
    "AWS::XRay::ResourcePolicy": {"create": _create_policy, "update": _update_policy, "delete": _delete_policy},
}


def install() -> None:
    provisioners._RESOURCE_HANDLERS.update(_TYPES)
    provisioners._REPLACING_PROPERTIES["AWS::XRay::ResourcePolicy"] = ("PolicyName",)
