"""A change to the properties of a type before the emulator's own handlers see them."""

from collections.abc import Callable
from typing import Any

from ministack.services.cloudformation import provisioners

Properties = dict[str, Any]


def change_properties(resource_type: str, change: Callable[[Properties], Properties]) -> None:
    handler = provisioners._RESOURCE_HANDLERS[resource_type]
    create, update = handler["create"], handler["update"]

    def changed_create(logical_id: str, properties: Properties, stack: str) -> Any:
        return create(logical_id, change(properties), stack)

    def changed_update(physical_id: str, old: Properties, new: Properties, *others: Any) -> Any:
        return update(physical_id, old, change(new), *others)

    handler.update(create=changed_create, update=changed_update)
