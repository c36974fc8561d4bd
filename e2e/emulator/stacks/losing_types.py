"""Negative controls: permissions and switches that get lost between the template and the account."""

from typing import Any

from losses import loses, without_xray_statements

from .changed_properties import change_properties

Properties = dict[str, Any]

_SWITCHES = {
    "AWS::Lambda::Function": ("TracingConfig",),
    "AWS::ApiGateway::Stage": ("TracingEnabled",),
    "AWS::AppSync::GraphQLApi": ("XrayEnabled",),
    "AWS::SNS::Topic": ("TracingConfig",),
    "AWS::StepFunctions::StateMachine": ("TracingConfiguration",),
    "AWS::Synthetics::Canary": ("RunConfig",),
    "AWS::RUM::AppMonitor": ("AppMonitorConfiguration",),
    "AWS::ElasticBeanstalk::ConfigurationTemplate": ("OptionSettings",),
    "AWS::ElasticBeanstalk::Environment": ("OptionSettings",),
}


def _without_permission(properties: Properties) -> Properties:
    if not loses("permission"):
        return properties
    kept = dict(properties)
    if "PolicyDocument" in kept:
        kept["PolicyDocument"] = without_xray_statements(kept["PolicyDocument"])
    if isinstance(kept.get("Policies"), list):
        inline = [{**policy, "PolicyDocument": without_xray_statements(policy["PolicyDocument"])} for policy in kept["Policies"]]
        kept["Policies"] = [policy for policy in inline if policy["PolicyDocument"]["Statement"]]
    if isinstance(kept.get("ManagedPolicyArns"), list):
        kept["ManagedPolicyArns"] = [arn for arn in kept["ManagedPolicyArns"] if "xray" not in str(arn).lower()]
    return kept


def _without(names: tuple[str, ...], properties: Properties) -> Properties:
    if not loses("flag"):
        return properties
    return {key: value for key, value in properties.items() if key not in names}


def install() -> None:
    for resource_type in ("AWS::IAM::Role", "AWS::IAM::Policy", "AWS::IAM::ManagedPolicy"):
        change_properties(resource_type, _without_permission)
    for resource_type, names in _SWITCHES.items():
        change_properties(resource_type, lambda properties, names=names: _without(names, properties))
