# SPDX-License-Identifier: Apache-2.0
# Copyright The Kafunc Authors
"""The function that a process runs before it has one."""


def handler(event, context):
    return event
