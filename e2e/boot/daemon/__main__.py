"""Stands in for the X-Ray daemon: its configuration, its ports, its way to the X-Ray API."""

from __future__ import annotations

import argparse
import signal
import sys
from types import FrameType

from api import Api
from configuration import Refused, read_configuration
from credentials import CredentialSource
from proxy import serve_proxy
from receiver import Receiver


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("-c", "--config", required=True)
    try:
        configuration = read_configuration(parser.parse_args().config)
        api = Api(configuration.endpoint, configuration.region, CredentialSource(configuration.local_mode))
        receiver = Receiver(configuration.udp, api)
    except (Refused, OSError) as error:
        sys.exit(str(error))
    serve_proxy(configuration.tcp, api)

    def finish(number: int, frame: FrameType | None) -> None:
        receiver.stop()

    signal.signal(signal.SIGTERM, finish)
    print(f"Stand-in of the X-Ray daemon, for {configuration.region}", flush=True)
    receiver.run()


main()
