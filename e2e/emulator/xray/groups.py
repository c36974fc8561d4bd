"""Groups of traces."""

import secrets
from typing import Any

from .account import Record, arn, current_account
from .errors import InvalidRequest
from .tags import put_tags

_DEFAULT = "Default"
_MOST_GROUPS = 25


def create_group(request: dict[str, Any]) -> dict[str, Any]:
    name = request["GroupName"]
    account = current_account()
    if name == _DEFAULT:
        raise InvalidRequest(f"{_DEFAULT} is reserved")
    if name in account.groups:
        raise InvalidRequest(f"group {name} already exists")
    if len(account.groups) >= _MOST_GROUPS:
        raise InvalidRequest(f"no more than {_MOST_GROUPS} groups")
    group = {
        "GroupName": name,
        "GroupARN": arn(f"group/{name}/{secrets.token_hex(26).upper()}"),
        "FilterExpression": request.get("FilterExpression") or "",
        "InsightsConfiguration": _insights(request),
    }
    put_tags(group["GroupARN"], request.get("Tags") or [])
    account.groups[name] = group
    return {"Group": group}


def update_group(request: dict[str, Any]) -> dict[str, Any]:
    group = find_group(request)
    if request.get("FilterExpression") is not None:
        group["FilterExpression"] = request["FilterExpression"]
    if request.get("InsightsConfiguration") is not None:
        group["InsightsConfiguration"] = _insights(request)
    return {"Group": group}


def get_group(request: dict[str, Any]) -> dict[str, Any]:
    return {"Group": find_group(request)}


def get_groups(_request: dict[str, Any]) -> dict[str, Any]:
    default = {
        "GroupName": _DEFAULT, "GroupARN": arn(f"group/{_DEFAULT}"),
        "InsightsConfiguration": {"InsightsEnabled": False, "NotificationsEnabled": False},
    }
    return {"Groups": [default, *current_account().groups.values()]}


def delete_group(request: dict[str, Any]) -> dict[str, Any]:
    group = find_group(request)
    del current_account().groups[group["GroupName"]]
    current_account().tags.pop(group["GroupARN"], None)
    return {}


def find_group(request: dict[str, Any]) -> Record:
    name, group_arn = request.get("GroupName"), request.get("GroupARN")
    if not name and not group_arn:
        raise InvalidRequest("give GroupName or GroupARN")
    for group in current_account().groups.values():
        if (not name or group["GroupName"] == name) and (not group_arn or group["GroupARN"] == group_arn):
            return group
    raise InvalidRequest(f"no group {name or group_arn}")


def _insights(request: dict[str, Any]) -> Record:
    wanted = request.get("InsightsConfiguration") or {}
    enabled, notified = bool(wanted.get("InsightsEnabled")), bool(wanted.get("NotificationsEnabled"))
    if notified and not enabled:
        raise InvalidRequest("NotificationsEnabled needs InsightsEnabled")
    return {"InsightsEnabled": enabled, "NotificationsEnabled": notified}
