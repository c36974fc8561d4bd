"""What networks are asked for and the emulator does not answer: attributes of a VPC, and AWS's public AMI parameters."""

from collections.abc import Callable
from typing import Any

from ministack.services import ssm
from ministack.services.cloudformation import provisioners

_PUBLIC = "/aws/service/"
_ANY_IMAGE = "ami-0123456789abcdef0"


def _with_cidr_block(handler: Callable[..., Any], properties_at: int) -> Callable[..., Any]:
    def answering(*arguments: Any) -> Any:
        physical_id, attributes = handler(*arguments)
        return physical_id, {**attributes, "CidrBlock": arguments[properties_at].get("CidrBlock", "10.0.0.0/16")}

    return answering


def install() -> None:
    handler = provisioners._RESOURCE_HANDLERS["AWS::EC2::VPC"]
    handler["create"] = _with_cidr_block(handler["create"], 1)
    if "update" in handler:
        handler["update"] = _with_cidr_block(handler["update"], 2)
    resolve = ssm.resolve_parameter_value

    def resolving(name: str, *others: Any) -> Any:
        value = resolve(name, *others)
        return _ANY_IMAGE if value is None and name.startswith(_PUBLIC) else value

    ssm.resolve_parameter_value = resolving
