// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.annotation.Nullable;
import java.nio.file.Path;

/**
 * Where languages come from.
 *
 * @param runtimes {@code kafunc.runtimes}: the folder with one folder per language; by default the
 *     one beside the application
 */
@ConfigurationProperties("kafunc")
record RuntimeSettings(@Nullable Path runtimes) {}
