// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.account;

import io.kafunc.schemas.metadata.ProvisionConfig;

/** How many instances are kept ready under one qualifier. */
public record ProvisionState(ProvisionConfig config, long revision) {}
