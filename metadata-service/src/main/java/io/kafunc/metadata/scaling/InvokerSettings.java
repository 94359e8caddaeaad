// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.scaling;

import io.micronaut.context.annotation.ConfigurationProperties;
import java.net.URI;
import java.util.Optional;

/**
 * Where the invoker is.
 *
 * @param url {@code kafunc.invoker.url}: whom to ask for instances; absent, this process's own
 *     server
 */
@ConfigurationProperties("kafunc.invoker")
record InvokerSettings(Optional<URI> url) {}
