"""Step Functions: TracingConfiguration of state machines is kept."""

import json
from typing import Any

from ministack.services import stepfunctions
from ministack.services.cloudformation import provisioners

_KEY = "tracingConfiguration"


def _keep(machine_arn: str, enabled: Any) -> None:
    machine = stepfunctions._state_machines.get(machine_arn)
    if machine is not None:
        machine[_KEY] = {"enabled": str(enabled).lower() == "true"}


def _keep_from_request(machine_arn: str | None, data: dict[str, Any], otherwise: bool | None) -> None:
    wanted = (data.get(_KEY) or {}).get("enabled", otherwise)
    if machine_arn and wanted is not None:
        _keep(machine_arn, wanted)


def install() -> None:
    handler = provisioners._RESOURCE_HANDLERS["AWS::StepFunctions::StateMachine"]
    create_by_stack, update_by_stack = handler["create"], handler["update"]
    create, update = stepfunctions._create_state_machine, stepfunctions._update_state_machine

    def keeping_create_by_stack(logical_id: str, properties: dict[str, Any], stack: str) -> Any:
        made = create_by_stack(logical_id, properties, stack)
        _keep(made[0], (properties.get("TracingConfiguration") or {}).get("Enabled"))
        return made

    def keeping_update_by_stack(physical_id: str, old: dict[str, Any], new: dict[str, Any], *others: Any) -> Any:
        made = update_by_stack(physical_id, old, new, *others)
        _keep(made[0], (new.get("TracingConfiguration") or {}).get("Enabled"))
        return made

    def keeping_create(data: dict[str, Any]) -> Any:
        answer = create(data)
        _keep_from_request(json.loads(answer[2]).get("stateMachineArn"), data, False)
        return answer

    def keeping_update(data: dict[str, Any]) -> Any:
        answer = update(data)
        if answer[0] == 200:
            _keep_from_request(data.get("stateMachineArn"), data, None)
        return answer

    handler.update(create=keeping_create_by_stack, update=keeping_update_by_stack)
    stepfunctions._create_state_machine = keeping_create
    stepfunctions._update_state_machine = keeping_update
