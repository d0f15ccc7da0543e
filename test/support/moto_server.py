"""
moto over HTTP, but for what makes it slow: it lists the managed policies of AWS that are attached to something, and not all
1,485 of them each time; it looks for the service of a host once, and not at its own folders with each request; and it writes
no line for a request.
"""

import logging
from functools import lru_cache
from typing import Any

from moto.iam.models import IAMBackend
from moto.moto_server.werkzeug_app import DomainDispatcherApplication
from moto.server import main

every = IAMBackend.get_account_authorization_details
service_of = DomainDispatcherApplication.get_backend_for_host


def those_in_use(backend: IAMBackend, policy_filter: list[str]) -> dict[str, Any]:
    details = every(backend, policy_filter)
    policies = details["managed_policies"]
    attached = [p for p in policies if p.attachment_count > 0 or not p.arn.startswith("arn:aws:iam::aws:")]
    return {**details, "managed_policies": attached}


if __name__ == "__main__":
    setattr(IAMBackend, "get_account_authorization_details", those_in_use)
    setattr(DomainDispatcherApplication, "get_backend_for_host", lru_cache(maxsize=None)(service_of))
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    main()
