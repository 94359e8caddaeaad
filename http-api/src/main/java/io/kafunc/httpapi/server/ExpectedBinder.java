// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.server;

import io.kafunc.httpapi.Etag;
import io.kafunc.httpapi.Etag.Expected;
import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Hands controllers the revision that a change expects, by {@code If-Match}. */
@Singleton
final class ExpectedBinder implements TypedRequestArgumentBinder<Expected> {

  @Override
  public Argument<Expected> argumentType() {
    return Argument.of(Expected.class);
  }

  @Override
  public BindingResult<Expected> bind(
      ArgumentConversionContext<Expected> context, HttpRequest<?> source) {
    return () -> Optional.of(Etag.expected(source));
  }
}
