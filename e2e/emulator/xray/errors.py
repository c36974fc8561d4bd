"""The errors that X-Ray answers with."""


class XRayError(Exception):
    """A refusal with the name that the SDKs turn into an exception."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class InvalidRequest(XRayError):
    def __init__(self, message: str) -> None:
        super().__init__("InvalidRequestException", message)
