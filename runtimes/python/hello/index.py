# SPDX-License-Identifier: Apache-2.0
# Copyright The Kafunc Authors
import logging


def handler(event, context):
    logging.getLogger().info("hello from version %s", context.service.version_id or "LATEST")
    return "hello " + (event.decode() or "world")
