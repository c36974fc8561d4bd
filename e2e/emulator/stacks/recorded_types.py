"""Types that the emulator lacks and that tests only look at: their properties are recorded, nothing runs."""

import secrets
from collections.abc import Callable
from typing import Any

from ministack.core.responses import get_account_id, get_region
from ministack.services.cloudformation import provisioners

Properties = dict[str, Any]

# Per type: the property that Ref returns (or None for an id that is made up), and the attributes.
_TYPES: dict[str, tuple[str | None, tuple[str, ...]]] = {
    "AWS::EC2::EIP": (None, ("AllocationId", "PublicIp")),
    "AWS::EC2::FlowLog": (None, ("Id",)),
    "AWS::EC2::Instance": (None, ("InstanceId", "PrivateIp", "PublicIp", "AvailabilityZone")),
    "AWS::EC2::NatGateway": (None, ("NatGatewayId",)),
    "AWS::EC2::SecurityGroupEgress": (None, ("Id",)),
    "AWS::EC2::SecurityGroupIngress": (None, ("Id",)),
    "AWS::ECS::CapacityProvider": ("Name", ()),
    "AWS::ECS::ClusterCapacityProviderAssociations": ("Cluster", ()),
    "AWS::EKS::Addon": (None, ("Arn",)),
    "AWS::EKS::PodIdentityAssociation": (None, ("AssociationArn", "AssociationId")),
    "AWS::ElasticBeanstalk::Application": ("ApplicationName", ()),
    "AWS::ElasticBeanstalk::ConfigurationTemplate": (None, ("TemplateName",)),
    "AWS::ElasticBeanstalk::Environment": ("EnvironmentName", ("EndpointURL",)),
    "AWS::RUM::AppMonitor": ("Name", ("Id",)),
    "AWS::RolesAnywhere::Profile": (None, ("ProfileArn", "ProfileId")),
    "AWS::RolesAnywhere::TrustAnchor": (None, ("TrustAnchorArn", "TrustAnchorId")),
    "AWS::SSM::Association": (None, ("AssociationId",)),
    "AWS::SSM::Document": ("Name", ()),
    "AWS::Synthetics::Canary": ("Name", ("Id", "State")),
}

_records: dict[tuple[str, str], Properties] = {}


def recorded() -> list[Properties]:
    return [
        {"Type": resource_type, "PhysicalId": physical_id, "Properties": properties}
        for (resource_type, physical_id), properties in _records.items()
    ]


def _handlers(resource_type: str) -> dict[str, Callable[..., Any]]:
    name_property, attributes = _TYPES[resource_type]

    def create(logical_id: str, properties: Properties, stack: str) -> tuple[str, Properties]:
        made_up = f"{stack}-{logical_id}-{secrets.token_hex(4)}".lower()
        physical_id = str(properties.get(name_property) or made_up) if name_property else made_up
        _records[resource_type, physical_id] = properties
        return physical_id, _attributes(attributes, physical_id)

    def update(physical_id: str, _old: Properties, new: Properties, _stack: str) -> tuple[str, Properties]:
        _records[resource_type, physical_id] = new
        return physical_id, _attributes(attributes, physical_id)

    def delete(physical_id: str, _properties: Properties) -> None:
        _records.pop((resource_type, physical_id), None)

    return {"create": create, "update": update, "delete": delete}


def _attributes(names: tuple[str, ...], physical_id: str) -> Properties:
    return {name: _attribute(name, physical_id) for name in names}


def _attribute(name: str, physical_id: str) -> str:
    if name.endswith("Arn"):
        return f"arn:aws:recorded:{get_region()}:{get_account_id()}:{physical_id}"
    return "192.0.2.1" if name.endswith("Ip") else physical_id


def install() -> None:
    for resource_type in _TYPES:
        provisioners._RESOURCE_HANDLERS.setdefault(resource_type, _handlers(resource_type))
