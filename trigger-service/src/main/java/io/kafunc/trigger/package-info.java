// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
/** Listens to event sources and fires functions. */
@Configuration
@Requires(property = "kafunc.roles", pattern = "(.*,)?trigger(,.*)?")
package io.kafunc.trigger;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
