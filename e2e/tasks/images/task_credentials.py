"""The credentials of the task's role, as a program that the AWS SDKs' shared configuration names writes them."""

import json
import os
import urllib.request

with urllib.request.urlopen("http://169.254.170.2" + os.environ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"], timeout=2) as response:
    lent = json.loads(response.read())
print(json.dumps({"Version": 1, **{name: lent[name] for name in ("AccessKeyId", "SecretAccessKey", "Expiration")}, "SessionToken": lent["Token"]}))
