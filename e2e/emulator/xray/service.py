"""X-Ray's HTTP API: one path for each operation."""

import json
from collections.abc import Callable
from typing import Any

from . import encryption, groups, policies, sampling_rules, sampling_targets, tags, traces
from .errors import InvalidRequest, XRayError
from .model import check_input, operations_by_path

Answer = tuple[int, dict[str, str], bytes]

_OPERATIONS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "BatchGetTraces": traces.batch_get_traces,
    "CreateGroup": groups.create_group,
    "CreateSamplingRule": sampling_rules.create_sampling_rule,
    "DeleteGroup": groups.delete_group,
    "DeleteResourcePolicy": policies.delete_resource_policy,
    "DeleteSamplingRule": sampling_rules.delete_sampling_rule,
    "GetEncryptionConfig": encryption.get_encryption_config,
    "GetGroup": groups.get_group,
    "GetGroups": groups.get_groups,
    "GetSamplingRules": sampling_rules.get_sampling_rules,
    "GetSamplingStatisticSummaries": sampling_targets.get_sampling_statistic_summaries,
    "GetSamplingTargets": sampling_targets.get_sampling_targets,
    "GetTraceSummaries": traces.get_trace_summaries,
    "ListResourcePolicies": policies.list_resource_policies,
    "ListTagsForResource": tags.list_tags_for_resource,
    "PutEncryptionConfig": encryption.put_encryption_config,
    "PutResourcePolicy": policies.put_resource_policy,
    "PutTelemetryRecords": traces.put_telemetry_records,
    "PutTraceSegments": traces.put_trace_segments,
    "TagResource": tags.tag_resource,
    "UntagResource": tags.untag_resource,
    "UpdateGroup": groups.update_group,
    "UpdateSamplingRule": sampling_rules.update_sampling_rule,
}


def call(operation: str, request: dict[str, Any]) -> dict[str, Any]:
    """One operation, checked as the service checks it."""
    handler = _OPERATIONS.get(operation)
    if handler is None:
        raise XRayError("NotImplementedException", f"this stand-in has no {operation}")
    check_input(operation, request)
    return handler(request)


async def handle_request(
    method: str, path: str, _headers: dict[str, str], body: bytes, _query: dict[str, Any],
) -> Answer:
    operation = operations_by_path().get(path)
    if operation is None or method != "POST":
        return _answer(404, {"message": f"X-Ray has no {method} {path}"}, "UnknownOperationException")
    try:
        return _answer(200, call(operation, _parsed(body)))
    except XRayError as error:
        status = 501 if error.code == "NotImplementedException" else 400
        return _answer(status, {"Message": error.message}, error.code)


def _parsed(body: bytes) -> dict[str, Any]:
    try:
        request = json.loads(body or b"{}")
    except ValueError:
        raise InvalidRequest("the body is not JSON") from None
    if not isinstance(request, dict):
        raise InvalidRequest("the body is not an object")
    return request


def _answer(status: int, content: dict[str, Any], error: str | None = None) -> Answer:
    headers = {"Content-Type": "application/json", **({"x-amzn-errortype": error} if error else {})}
    return status, headers, json.dumps(content).encode()
