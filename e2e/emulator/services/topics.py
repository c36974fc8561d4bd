"""SNS: TracingConfig of topics is kept, and needs X-Ray's resource policy.

Whether SNS itself refuses a traced topic without that policy is not known: EMULATOR_TOPIC_NEEDS_POLICY=0 lets it through.
"""

import os
from typing import Any

from ministack.services import sns
from ministack.services.cloudformation import provisioners

from permissions import SEND_SEGMENTS, policies_allow_service
from xray.account import current_account

_NEEDS_POLICY = os.environ.get("EMULATOR_TOPIC_NEEDS_POLICY", "1") != "0"
_REFUSAL = "X-Ray has no resource policy that lets Amazon SNS send segments for this topic"


def _refused(topic_arn: str, mode: str | None) -> bool:
    if mode != "Active" or not _NEEDS_POLICY:
        return False
    documents = [policy["PolicyDocument"] for policy in current_account().policies.values()]
    return not policies_allow_service(documents, "sns.amazonaws.com", SEND_SEGMENTS, topic_arn)


def _keep(topic_arn: str, properties: dict[str, Any]) -> None:
    mode = properties.get("TracingConfig")
    if mode not in (None, "Active", "PassThrough"):
        raise ValueError(f"TracingConfig must be Active or PassThrough, not {mode}")
    if _refused(topic_arn, mode):
        raise ValueError(_REFUSAL)
    sns._topics[topic_arn]["attributes"]["TracingConfig"] = mode or "PassThrough"


def install() -> None:
    handler = provisioners._RESOURCE_HANDLERS["AWS::SNS::Topic"]
    create, update, delete = handler["create"], handler["update"], handler["delete"]
    set_attributes = sns._set_topic_attributes

    def keeping_create(logical_id: str, properties: dict[str, Any], stack: str) -> Any:
        made = create(logical_id, properties, stack)
        try:
            _keep(made[0], properties)
        except ValueError:
            delete(made[0], properties)
            raise
        return made

    def keeping_update(physical_id: str, old: dict[str, Any], new: dict[str, Any], *others: Any) -> Any:
        made = update(physical_id, old, new, *others)
        _keep(made[0], new)
        return made

    def checked_set_attributes(params: dict[str, Any]) -> Any:
        name, value = sns._p(params, "AttributeName"), sns._p(params, "AttributeValue")
        if name == "TracingConfig" and _refused(sns._p(params, "TopicArn"), value):
            return sns._error("InvalidParameter", _REFUSAL, 400)
        return set_attributes(params)

    handler.update(create=keeping_create, update=keeping_update)
    sns._set_topic_attributes = checked_set_attributes
