// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.forward;

import io.micronaut.http.client.HttpClientConfiguration;
import io.micronaut.runtime.ApplicationConfiguration;
import jakarta.inject.Singleton;

/**
 * How {@link ForwardingClient} talks: a redirection is the client's answer like any other, and no
 * address for us to fetch.
 */
@Singleton
final class ForwardingClientConfig extends HttpClientConfiguration {

  private final ConnectionPoolConfiguration pool = new ConnectionPoolConfiguration();

  ForwardingClientConfig(ApplicationConfiguration application) {
    super(application);
    setExceptionOnErrorStatus(false);
    setFollowRedirects(false);
  }

  @Override
  public ConnectionPoolConfiguration getConnectionPoolConfiguration() {
    return pool;
  }
}
