"""Lambda refuses a function that is traced while its role may not send segments."""

from typing import Any

from ministack.core.responses import error_response_json
from ministack.services import lambda_svc
from ministack.services.cloudformation import provisioners

from permissions import SEND_SEGMENTS, role_allows

_REFUSAL = "The provided execution role does not have permissions to call PutTraceSegments on XRAY"


def _refused(configuration: dict[str, Any]) -> bool:
    mode = (configuration.get("TracingConfig") or {}).get("Mode")
    return mode == "Active" and not role_allows(str(configuration.get("Role", "")), SEND_SEGMENTS)


def install() -> None:
    create, update_configuration = lambda_svc._create_function, lambda_svc._update_config
    handler = provisioners._RESOURCE_HANDLERS["AWS::Lambda::Function"]
    create_by_stack = handler["create"]

    def checked_create(data: dict[str, Any]) -> Any:
        if _refused(data):
            return error_response_json("InvalidParameterValueException", _REFUSAL, 400)
        return create(data)

    def checked_update(name: str, data: dict[str, Any]) -> Any:
        present = lambda_svc._functions.get(name, {}).get("config", {})
        if _refused({**present, **data}):
            return error_response_json("InvalidParameterValueException", _REFUSAL, 400)
        return update_configuration(name, data)

    def checked_create_by_stack(logical_id: str, properties: dict[str, Any], stack: str) -> Any:
        if _refused(properties):
            raise ValueError(f"InvalidParameterValueException: {_REFUSAL}")
        return create_by_stack(logical_id, properties, stack)

    lambda_svc._create_function = checked_create
    lambda_svc._update_config = checked_update
    handler["create"] = checked_create_by_stack
