// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.server;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.server.HttpServerConfiguration.CorsConfiguration;
import jakarta.inject.Singleton;

/**
 * Takes requests with any {@code Origin}. Micronaut answers an empty 403 to those that reach a
 * loopback address from another site; here signatures keep other sites out, and what a function
 * makes of an origin is its own business.
 */
@Singleton
final class AnyOrigin implements BeanCreatedEventListener<CorsConfiguration> {

  @Override
  public CorsConfiguration onCreated(BeanCreatedEvent<CorsConfiguration> event) {
    var cors = event.getBean();
    cors.setLocalhostPassThrough(true);
    return cors;
  }
}
