// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.write;

import io.kafunc.httpapi.Caller;
import io.kafunc.httpapi.RequestIds;
import io.kafunc.metadata.command.Author;
import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Hands controllers who asks and when: what a command knows of its request. */
@Singleton
final class AuthorBinder implements TypedRequestArgumentBinder<Author> {

  private final Clock clock;

  AuthorBinder(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Argument<Author> argumentType() {
    return Argument.of(Author.class);
  }

  @Override
  public BindingResult<Author> bind(
      ArgumentConversionContext<Author> context, HttpRequest<?> source) {
    var author =
        Caller.of(source)
            .map(
                caller ->
                    new Author(
                        caller.accountId(),
                        caller.accessKeyId(),
                        RequestIds.of(source),
                        clock.instant()));
    return () -> author;
  }
}
