"""A custom resource whose function ends with an error has failed: CloudFormation would wait an hour for its answer."""

import json
from typing import Any

from ministack.services import lambda_svc
from ministack.services.cloudformation import custom_resource


def install() -> None:
    execute = lambda_svc._execute_function_with_config_scope

    def failing(function: dict[str, Any], event: Any) -> Any:
        result = execute(function, event)
        if isinstance(event, dict) and "ResponseURL" in event and "RequestType" in event and result.get("error"):
            reason = json.dumps(result.get("body"))[:1000]
            custom_resource.deliver_response(event["ResponseURL"].rsplit("/", 1)[-1], {"Status": "FAILED", "Reason": reason})
        return result

    lambda_svc._execute_function_with_config_scope = failing
