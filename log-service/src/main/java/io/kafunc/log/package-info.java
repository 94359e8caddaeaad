// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
/** Records of calls and the lines functions wrote: kept, searched and counted. */
@Configuration
@Requires(property = "kafunc.roles", pattern = "(.*,)?log(,.*)?")
package io.kafunc.log;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
