"""S3: tags that a stack gives a bucket are kept; the CDK's function that empties a bucket looks for one before it does."""

from typing import Any

from ministack.services import s3
from ministack.services.cloudformation import provisioners


def _keep_tags(bucket: str, properties: dict[str, Any]) -> None:
    tags = provisioners._tag_map(properties.get("Tags"))
    if tags:
        s3._bucket_tags[bucket] = tags
    else:
        s3._bucket_tags.pop(bucket, None)


def install() -> None:
    handler = provisioners._RESOURCE_HANDLERS["AWS::S3::Bucket"]
    create, update = handler["create"], handler["update"]

    def keeping_create(logical_id: str, properties: dict[str, Any], stack: str) -> Any:
        made = create(logical_id, properties, stack)
        _keep_tags(made[0], properties)
        return made

    def keeping_update(physical_id: str, old: dict[str, Any], new: dict[str, Any], *others: Any) -> Any:
        made = update(physical_id, old, new, *others)
        _keep_tags(made[0], new)
        return made

    handler.update(create=keeping_create, update=keeping_update)
