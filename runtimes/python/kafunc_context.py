# SPDX-License-Identifier: Apache-2.0
# Copyright The Kafunc Authors
"""The context a handler receives: Function Compute's fields in snake case."""
import logging


class Fields:
    """A nested part of the context, its values as attributes."""

    def __init__(self, values):
        self.__dict__.update(values)

    def __repr__(self):
        return "%s(%s)" % (type(self).__name__, ", ".join(sorted(self.__dict__)))


def snake(name):
    return "".join("_" + c.lower() if c.isupper() else c for c in name)


def part(values):
    return Fields({snake(name): value for name, value in values.items()})


class Context:
    def __init__(self, head, shared):
        self.request_id = head["requestId"]
        self.credentials = part(head.get("credentials") or shared["credentials"])
        self.function = part(shared["function"])
        self.service = Fields(
            {
                "name": shared["service"]["name"],
                "log_project": shared["service"]["logProject"],
                "log_store": shared["service"]["logStore"],
                "qualifier": shared["service"]["qualifier"],
                "version_id": shared["service"]["versionId"],
            }
        )
        self.region = shared["region"]
        self.account_id = shared["accountId"]
        self.account_Id = self.account_id
        self.retry_count = head.get("retryCount", 0)
        self.tracing = part(head.get("tracing") or shared["tracing"])
        self.logger = logging.getLogger()
