"""API Gateway: a stage that is part of a deployment gets the tracing of its description."""

from typing import Any

from ministack.services import apigateway_v1
from ministack.services.cloudformation import provisioners

from losses import loses


def _keep_tracing(properties: dict[str, Any]) -> None:
    stage = apigateway_v1._stages_v1.get(properties.get("RestApiId"), {}).get(properties.get("StageName"))
    description = properties.get("StageDescription")
    if stage is not None and isinstance(description, dict):
        stage["tracingEnabled"] = str(description.get("TracingEnabled")).lower() == "true" and not loses("flag")


def install() -> None:
    handler = provisioners._RESOURCE_HANDLERS["AWS::ApiGateway::Deployment"]
    create, update = handler["create"], handler["update"]

    def keeping_create(logical_id: str, properties: dict[str, Any], stack: str) -> Any:
        made = create(logical_id, properties, stack)
        _keep_tracing(properties)
        return made

    def keeping_update(physical_id: str, old: dict[str, Any], new: dict[str, Any], *others: Any) -> Any:
        made = update(physical_id, old, new, *others)
        _keep_tracing(new)
        return made

    handler.update(create=keeping_create, update=keeping_update)
