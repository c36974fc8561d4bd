"""Tags of groups and sampling rules."""

from typing import Any

from .account import current_account
from .errors import InvalidRequest, XRayError

_MOST_TAGS = 50


def put_tags(resource: str, tags: list[dict[str, str]]) -> None:
    kept = current_account().tags.get(resource, {})
    merged = {**kept, **{tag["Key"]: tag["Value"] for tag in tags}}
    if len(merged) > _MOST_TAGS:
        raise XRayError("TooManyTagsException", f"{resource} would have more than {_MOST_TAGS} tags")
    if any(key.startswith("aws:") and not key.startswith("aws:cloudformation:") for key in merged):
        raise InvalidRequest("tag keys that begin with aws: are reserved")
    current_account().tags[resource] = merged


def _known(resource: str) -> None:
    account = current_account()
    rules = [record["SamplingRule"]["RuleARN"] for record in account.rules.values()]
    groups = [group["GroupARN"] for group in account.groups.values()]
    if resource not in rules + groups:
        raise XRayError("ResourceNotFoundException", f"no resource {resource}")


def tag_resource(request: dict[str, Any]) -> dict[str, Any]:
    _known(request["ResourceARN"])
    put_tags(request["ResourceARN"], request["Tags"])
    return {}


def untag_resource(request: dict[str, Any]) -> dict[str, Any]:
    _known(request["ResourceARN"])
    for key in request["TagKeys"]:
        current_account().tags.get(request["ResourceARN"], {}).pop(key, None)
    return {}


def list_tags_for_resource(request: dict[str, Any]) -> dict[str, Any]:
    _known(request["ResourceARN"])
    tags = current_account().tags.get(request["ResourceARN"], {})
    return {"Tags": [{"Key": key, "Value": value} for key, value in sorted(tags.items())]}
