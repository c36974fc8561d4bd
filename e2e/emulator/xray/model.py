"""X-Ray's published API model: which operation has which path, and what its input may be.

The SDKs check required members and lower bounds only; upper bounds, patterns and types are the service's.
"""

import functools
import re
from collections.abc import Iterator
from typing import Any

import botocore.session
from botocore.model import ListShape, MapShape, OperationModel, ServiceModel, Shape, StructureShape

from .errors import InvalidRequest

_NUMBERS = {"integer", "long", "double", "float"}


@functools.cache
def _service() -> ServiceModel:
    return botocore.session.get_session().get_service_model("xray")


@functools.cache
def operations_by_path() -> dict[str, str]:
    service = _service()
    return {service.operation_model(name).http["requestUri"]: name for name in service.operation_names}


def check_input(operation: str, request: dict[str, Any]) -> None:
    """Raises InvalidRequest for an input that the model does not allow."""
    model: OperationModel = _service().operation_model(operation)
    problems = list(_problems(model.input_shape, request, operation)) if model.input_shape else []
    if problems:
        raise InvalidRequest("; ".join(problems))


def check_shape(shape: str, value: dict[str, Any]) -> None:
    problems = list(_problems(_service().shape_for(shape), value, shape))
    if problems:
        raise InvalidRequest("; ".join(problems))


def _problems(shape: Shape, value: Any, path: str) -> Iterator[str]:
    if isinstance(shape, StructureShape):
        yield from _structure_problems(shape, value, path)
    elif isinstance(shape, ListShape):
        if not isinstance(value, list):
            yield f"{path} must be a list"
            return
        yield from _bound_problems(shape, len(value), path)
        for index, item in enumerate(value):
            yield from _problems(shape.member, item, f"{path}[{index}]")
    elif isinstance(shape, MapShape):
        if not isinstance(value, dict):
            yield f"{path} must be a map"
            return
        yield from _bound_problems(shape, len(value), path)
        for key, item in value.items():
            yield from _problems(shape.key, key, f"{path} key")
            yield from _problems(shape.value, item, f"{path}.{key}")
    elif shape.type_name == "string":
        yield from _string_problems(shape, value, path)
    elif shape.type_name in _NUMBERS:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            yield f"{path} must be a number"
        elif shape.type_name in ("integer", "long") and value != int(value):
            yield f"{path} must be an integer"
        else:
            yield from _bound_problems(shape, value, path)
    elif shape.type_name == "boolean" and not isinstance(value, bool):
        yield f"{path} must be a boolean"


def _structure_problems(shape: StructureShape, value: Any, path: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{path} must be a structure"
        return
    for name in shape.required_members:
        if value.get(name) is None:
            yield f"{path}.{name} is required"
    for name, item in value.items():
        if name not in shape.members:
            yield f"{path}.{name} is not known"
        elif item is not None:
            yield from _problems(shape.members[name], item, f"{path}.{name}")


def _string_problems(shape: Shape, value: Any, path: str) -> Iterator[str]:
    if not isinstance(value, str):
        yield f"{path} must be a string"
        return
    yield from _bound_problems(shape, len(value), path)
    pattern = shape.metadata.get("pattern")
    if pattern and not re.fullmatch(pattern, value):
        yield f"{path} does not match {pattern}"
    allowed = shape.metadata.get("enum")
    if allowed and value not in allowed:
        yield f"{path} must be one of {', '.join(allowed)}"


def _bound_problems(shape: Shape, size: float, path: str) -> Iterator[str]:
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    if low is not None and size < low:
        yield f"{path} must be at least {low}"
    if high is not None and size > high:
        yield f"{path} must be at most {high}"
