// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
/** Owns services, functions, versions, aliases and triggers: the only writer of metadata. */
@Configuration
@Requires(property = "kafunc.roles", pattern = "(.*,)?metadata(,.*)?")
package io.kafunc.metadata;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
