// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.query;

import io.micronaut.context.annotation.ConfigurationProperties;
import java.net.URI;
import java.util.Optional;

/**
 * Where metadata-service is.
 *
 * @param url {@code kafunc.metadata.url}: whom to ask for the weights of an alias; absent, this
 *     process's own server
 */
@ConfigurationProperties("kafunc.metadata")
record MetadataSettings(Optional<URI> url) {}
