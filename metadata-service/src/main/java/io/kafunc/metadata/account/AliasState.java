// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.account;

import io.kafunc.schemas.metadata.AliasConfig;

/** An alias. */
public record AliasState(AliasConfig config, long revision) {}
