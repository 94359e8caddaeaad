// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
/** Runs functions: catalog, pool, sandboxes, asynchronous queues. */
@Configuration
@Requires(property = "kafunc.roles", pattern = "(.*,)?invoker(,.*)?")
package io.kafunc.invoker;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
