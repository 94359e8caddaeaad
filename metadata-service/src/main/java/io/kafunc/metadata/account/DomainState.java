// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.account;

import io.kafunc.schemas.metadata.DomainConfig;

/** A custom domain. */
public record DomainState(DomainConfig config, long revision) {}
