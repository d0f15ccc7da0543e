"""
moto over HTTP, with the objects of a bucket written one after the other, as S3 compares and swaps them. And without what makes
it slow: it lists the managed policies of AWS that are attached to something, and not all 1,485 of them each time; it looks for
the service of a host once, and not at its own folders with each request; and it writes no line for a request.
"""

import logging
from functools import lru_cache, wraps
from threading import Lock
from typing import Any, Callable

from moto.iam.models import IAMBackend
from moto.moto_server.werkzeug_app import DomainDispatcherApplication
from moto.s3.responses import S3Response
from moto.server import main

every = IAMBackend.get_account_authorization_details
service_of = DomainDispatcherApplication.get_backend_for_host


def those_in_use(backend: IAMBackend, policy_filter: list[str]) -> dict[str, Any]:
    details = every(backend, policy_filter)
    policies = details["managed_policies"]
    attached = [p for p in policies if p.attachment_count > 0 or not p.arn.startswith("arn:aws:iam::aws:")]
    return {**details, "managed_policies": attached}


def one_at_a_time(method: Callable[..., Any]) -> Callable[..., Any]:
    lock = Lock()

    @wraps(method)
    def locked(*args: Any, **named: Any) -> Any:
        with lock:
            return method(*args, **named)

    return locked


if __name__ == "__main__":
    setattr(S3Response, "put_object", one_at_a_time(S3Response.put_object))
    setattr(IAMBackend, "get_account_authorization_details", those_in_use)
    setattr(DomainDispatcherApplication, "get_backend_for_host", lru_cache(maxsize=None)(service_of))
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    main()
