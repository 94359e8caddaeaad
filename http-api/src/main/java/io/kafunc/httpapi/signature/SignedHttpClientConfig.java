// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.signature;

import io.micronaut.http.client.HttpClientConfiguration;
import io.micronaut.runtime.ApplicationConfiguration;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * How {@link SignedHttpClient} talks: a refusal is an answer and no exception, nothing is
 * redirected, and a call may run as long as a function may.
 */
@Singleton
final class SignedHttpClientConfig extends HttpClientConfiguration {

  private static final int MAX_ANSWER = 80 * 1024 * 1024;
  private static final Duration LONGEST_CALL = Duration.ofMinutes(15);

  private final ConnectionPoolConfiguration pool = new ConnectionPoolConfiguration();

  SignedHttpClientConfig(ApplicationConfiguration application) {
    super(application);
    setExceptionOnErrorStatus(false);
    setFollowRedirects(false);
    setMaxContentLength(MAX_ANSWER);
    setReadTimeout(LONGEST_CALL);
  }

  @Override
  public ConnectionPoolConfiguration getConnectionPoolConfiguration() {
    return pool;
  }
}
