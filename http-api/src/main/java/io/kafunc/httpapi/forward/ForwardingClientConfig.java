// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.forward;

import io.micronaut.http.client.HttpClientConfiguration;
import io.micronaut.runtime.ApplicationConfiguration;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * How {@link ForwardingClient} talks: a redirection is the client's answer like any other, and no
 * address for us to fetch; and a call may run as long as a function may.
 */
@Singleton
final class ForwardingClientConfig extends HttpClientConfiguration {

  private static final Duration LONGEST_CALL = Duration.ofMinutes(15);

  private final ConnectionPoolConfiguration pool = new ConnectionPoolConfiguration();

  ForwardingClientConfig(ApplicationConfiguration application) {
    super(application);
    setExceptionOnErrorStatus(false);
    setFollowRedirects(false);
    setReadTimeout(LONGEST_CALL);
  }

  @Override
  public ConnectionPoolConfiguration getConnectionPoolConfiguration() {
    return pool;
  }
}
