"""Lambda: the trace header for the code, and the two segments of a function that is traced."""

import time
from typing import Any

from ministack.services import lambda_svc

from .headers import NAME, TraceHeader, current, new_id, new_root
from .sampler import lambda_samples
from .segments import flags, send


def _traced(execute: Any, function: dict[str, Any], configuration: dict[str, Any], event: Any) -> Any:
    upstream = current.get()
    name = configuration["FunctionName"]
    sampled = upstream.sampled if upstream and upstream.sampled is not None else lambda_samples(name)
    service_id, function_id = new_id(), new_id()
    root = upstream.root if upstream else new_root()
    token = current.set(TraceHeader(root, function_id, sampled))
    started = time.time()
    try:
        result = execute(function, event)
    finally:
        current.reset(token)
    if sampled:
        common = {"name": name, "trace_id": root, "start_time": started, "end_time": time.time()}
        throttled = bool(result.get("throttle"))
        status = 429 if throttled else 200
        send({
            **common, **flags(status), "id": service_id, "parent_id": upstream.parent if upstream else None,
            "origin": "AWS::Lambda", "resource_arn": configuration["FunctionArn"], "http": {"response": {"status": status}},
        })
        if not throttled:
            send({
                **common, "id": function_id, "parent_id": service_id, "origin": "AWS::Lambda::Function",
                "aws": {"function_arn": configuration["FunctionArn"]}, "fault": bool(result.get("error")),
            })
    return result


def install() -> None:
    execute, invoke = lambda_svc._execute_function, lambda_svc._invoke

    def traced_execute(function: dict[str, Any], event: Any) -> Any:
        configuration = function.get("config") or function
        active = (configuration.get("TracingConfig") or {}).get("Mode") == "Active"
        # The original calls this again in the scope of the function.
        if not active or lambda_svc._function_config_scope_mismatch(configuration):
            return execute(function, event)
        return _traced(execute, function, configuration, event)

    async def traced_invoke(name: str, event: Any, headers: dict[str, str], *others: Any) -> Any:
        header = TraceHeader.parse(headers.get(NAME, ""))
        token = current.set(header)
        try:
            return await invoke(name, event, headers, *others)
        finally:
            current.reset(token)

    lambda_svc._execute_function = traced_execute
    lambda_svc._invoke = traced_invoke
    lambda_svc._xray_trace_id_for_invocation = lambda *_: str(current.get()) if current.get() else None
