// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.code;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.annotation.Nullable;
import java.net.URI;

/**
 * Where an invoker finds metadata-service.
 *
 * @param url {@code kafunc.metadata.url}: base URL of metadata-service, from which code archives
 *     are copied; not needed where both run in one process
 */
@ConfigurationProperties("kafunc.metadata")
record CodeSettings(@Nullable URI url) {}
