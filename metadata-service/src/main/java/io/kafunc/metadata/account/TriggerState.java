// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.account;

import io.kafunc.schemas.metadata.TriggerConfig;

/** A trigger. */
public record TriggerState(TriggerConfig config, long revision) {}
