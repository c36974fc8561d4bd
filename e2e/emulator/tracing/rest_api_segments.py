"""API Gateway: a REST API hands the trace header on, and sends a segment where its stage is traced."""

import time
from typing import Any

from ministack.services import apigateway_v1

from .headers import NAME, TraceHeader, current, new_id, new_root
from .sampler import rules_sample
from .segments import flags, send


def _sampling_request(api: dict[str, Any], stage: str, stage_arn: str, method: str, path: str, host: str) -> dict[str, str]:
    return {
        "ServiceName": f"{api.get('name')}/{stage}", "ServiceType": "AWS::ApiGateway::Stage", "ResourceARN": stage_arn,
        "Host": host, "HTTPMethod": method, "URLPath": path,
    }


async def _traced(
    execute: Any, arguments: tuple[Any, ...], upstream: TraceHeader | None, api: dict[str, Any],
) -> Any:
    api_id, stage, method, path, headers, body, query, account, region = arguments
    host, root = headers.get("host", ""), upstream.root if upstream else new_root()
    stage_arn = f"arn:aws:apigateway:{region}::/restapis/{api_id}/stages/{stage}"
    if upstream and upstream.sampled is not None:
        sampled = upstream.sampled
    else:
        sampled = rules_sample(_sampling_request(api, stage, stage_arn, method, path, host))
    segment_id, call_id = new_id(), new_id()
    downstream = TraceHeader(root, call_id, sampled)
    started, token = time.time(), current.set(downstream)
    try:
        answer = await execute(api_id, stage, method, path, {**headers, NAME: str(downstream)}, body, query, account, region)
    finally:
        current.reset(token)
    if sampled:
        ended, outcome = time.time(), flags(answer[0])
        http = {
            "request": {"method": method, "url": f"https://{host}/{stage}{path}", "user_agent": headers.get("user-agent")},
            "response": {"status": answer[0]},
        }
        call = {"id": call_id, "name": "Lambda", "namespace": "aws", "start_time": started, "end_time": ended, "http": http}
        send({
            "id": segment_id, "parent_id": upstream.parent if upstream else None, "trace_id": root, "name": f"{api.get('name')}/{stage}",
            "origin": "AWS::ApiGateway::Stage", "resource_arn": stage_arn, "start_time": started, "end_time": ended,
            "http": http, "subsegments": [{**call, **outcome}], **outcome,
        })
    return answer


def install() -> None:
    execute = apigateway_v1._handle_execute_in_scope

    async def traced_execute(*arguments: Any) -> Any:
        api_id, stage, method, path, headers, *others = arguments
        headers = headers or {}
        upstream = TraceHeader.parse(headers.get(NAME, ""))
        api = apigateway_v1._rest_apis.get(api_id) or {}
        settings = apigateway_v1._stages_v1.get(api_id, {}).get(stage) or {}
        if settings.get("tracingEnabled"):
            return await _traced(execute, (api_id, stage, method, path, headers, *others), upstream, api)
        passed = upstream or TraceHeader(new_root())
        token = current.set(passed)
        try:
            return await execute(api_id, stage, method, path, {**headers, NAME: str(passed)}, *others)
        finally:
            current.reset(token)

    apigateway_v1._handle_execute_in_scope = traced_execute
