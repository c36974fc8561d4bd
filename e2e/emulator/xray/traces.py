"""Segments: taken, kept, given back."""

import json
import re
from typing import Any

from .account import Record, current_account
from .errors import InvalidRequest

_TRACE_ID = re.compile(r"1-[0-9a-f]{8}-[0-9a-f]{24}")
_SEGMENT_ID = re.compile(r"[0-9a-f]{16}")
_LARGEST_SEGMENT = 64 * 1024


def put_trace_segments(request: dict[str, Any]) -> dict[str, Any]:
    refused = [problem for problem in map(_put_segment, request["TraceSegmentDocuments"]) if problem]
    return {"UnprocessedTraceSegments": refused}


def _put_segment(document: str) -> Record | None:
    try:
        segment = json.loads(document)
    except ValueError:
        return {"ErrorCode": "ParseError", "Message": "not JSON"}
    problem = _problem(document, segment)
    if problem:
        return {"Id": segment.get("id") if isinstance(segment, dict) else None, "ErrorCode": "MalformedSegment", "Message": problem}
    # A segment that was sent while in progress is replaced by the finished one.
    current_account().traces.setdefault(segment["trace_id"], {})[segment["id"]] = document
    return None


def _problem(document: str, segment: Any) -> str | None:
    if not isinstance(segment, dict):
        return "not an object"
    if len(document.encode()) > _LARGEST_SEGMENT:
        return "larger than 64 kB"
    if not _TRACE_ID.fullmatch(str(segment.get("trace_id"))):
        return "no valid trace_id"
    if not _SEGMENT_ID.fullmatch(str(segment.get("id"))):
        return "no valid id"
    if not isinstance(segment.get("name"), str) or not 1 <= len(segment["name"]) <= 200:
        return "no valid name"
    if not isinstance(segment.get("start_time"), (int, float)):
        return "no start_time"
    if "end_time" not in segment and segment.get("in_progress") is not True:
        return "neither end_time nor in_progress"
    if segment.get("type") == "subsegment" and not segment.get("parent_id"):
        return "a subsegment without parent_id"
    return None


def put_telemetry_records(request: dict[str, Any]) -> dict[str, Any]:
    current_account().telemetry.extend(request["TelemetryRecords"])
    return {}


def batch_get_traces(request: dict[str, Any]) -> dict[str, Any]:
    traces = current_account().traces
    ids = request["TraceIds"]
    if len(ids) > 5:
        raise InvalidRequest("no more than 5 traces at once")
    return {
        "Traces": [_trace(trace_id, traces[trace_id]) for trace_id in ids if trace_id in traces],
        "UnprocessedTraceIds": [],
    }


def _trace(trace_id: str, documents: dict[str, str]) -> Record:
    segments = [json.loads(document) for document in documents.values()]
    return {
        "Id": trace_id,
        "Duration": _duration(segments),
        "LimitExceeded": False,
        "Segments": [{"Id": segment_id, "Document": document} for segment_id, document in documents.items()],
    }


def get_trace_summaries(request: dict[str, Any]) -> dict[str, Any]:
    if request.get("FilterExpression"):
        raise InvalidRequest("this stand-in evaluates no filter expressions")
    summaries = [
        _summary(trace_id, [json.loads(document) for document in documents.values()])
        for trace_id, documents in current_account().traces.items()
    ]
    first, last = request["StartTime"], request["EndTime"]
    within = [summary for summary in summaries if first <= summary["StartTime"] <= last]
    return {"TraceSummaries": within, "TracesProcessedCount": len(summaries)}


def _summary(trace_id: str, segments: list[Record]) -> Record:
    root = min(segments, key=lambda segment: segment["start_time"])
    return {
        "Id": trace_id,
        "StartTime": root["start_time"],
        "Duration": _duration(segments),
        "ResponseTime": _duration([root]),
        "HasFault": any(segment.get("fault") for segment in segments),
        "HasError": any(segment.get("error") for segment in segments),
        "HasThrottle": any(segment.get("throttle") for segment in segments),
        "IsPartial": any(segment.get("in_progress") for segment in segments),
        "Http": _http(root),
        "Annotations": _annotations(segments),
        "ServiceIds": [
            {"Name": segment["name"], "Type": segment.get("origin", "client"), "Names": [segment["name"]]}
            for segment in segments if segment.get("type") != "subsegment"
        ],
    }


def _http(segment: Record) -> Record:
    request, response = segment.get("http", {}).get("request", {}), segment.get("http", {}).get("response", {})
    values = {
        "HttpURL": request.get("url"), "HttpMethod": request.get("method"), "UserAgent": request.get("user_agent"),
        "ClientIp": request.get("client_ip"), "HttpStatus": response.get("status"),
    }
    return {key: value for key, value in values.items() if value is not None}


def _annotations(segments: list[Record]) -> Record:
    found: dict[str, list[Record]] = {}
    for segment in _with_subsegments(segments):
        for key, value in segment.get("annotations", {}).items():
            found.setdefault(key, []).append({"AnnotationValue": _annotation_value(value), "ServiceIds": []})
    return found


def _annotation_value(value: Any) -> Record:
    if isinstance(value, bool):
        return {"BooleanValue": value}
    return {"NumberValue": value} if isinstance(value, (int, float)) else {"StringValue": str(value)}


def _with_subsegments(segments: list[Record]) -> list[Record]:
    return [found for segment in segments for found in [segment, *_with_subsegments(segment.get("subsegments", []))]]


def _duration(segments: list[Record]) -> float:
    ends = [segment.get("end_time", segment["start_time"]) for segment in segments]
    return max(ends) - min(segment["start_time"] for segment in segments)
