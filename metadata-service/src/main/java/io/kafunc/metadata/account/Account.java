// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.account;

import io.kafunc.metadata.command.Author;
import io.kafunc.schemas.metadata.OfAccount;
import io.kafunc.schemas.metadata.OfService;
import io.kafunc.schemas.metadata.Stamp;
import java.time.Instant;

/**
 * All that decisions about one account rest on: the aggregate. Immutable; a change shares whatever
 * it does not touch. What only readers want (the contents of versions) is not here.
 *
 * @param revision how many changes there have been; each thing's ETag is the revision of its last
 * @param lastTime when the last was
 */
public record Account(
    long revision, Instant lastTime, Tree<String, ServiceState> services, Beside beside) {

  public static final Account EMPTY = new Account(0, Instant.EPOCH, Tree.empty(), Beside.NOTHING);

  /** What the next event says of its making; time never goes back (design 8.6). */
  public Stamp stamp(Author author) {
    var time = author.time().isAfter(lastTime) ? author.time() : lastTime;
    return new Stamp(author.accountId(), revision + 1, time, author.actor(), author.requestId());
  }

  /** A service that an event names and that must therefore be there. */
  public ServiceState known(String serviceName) {
    return services
        .get(serviceName)
        .orElseThrow(() -> new IllegalStateException("no service " + serviceName));
  }

  /** This account with that service as the event left it. */
  public Account with(OfService event, ServiceState service) {
    return after(event.stamp(), services.with(event.serviceName(), service), beside);
  }

  /** This account without that service. */
  public Account without(OfService event) {
    known(event.serviceName());
    return after(event.stamp(), services.without(event.serviceName()), beside);
  }

  /** This account with what stands beside its services as the event left it. */
  public Account with(OfAccount event, Beside other) {
    return after(event.stamp(), services, other);
  }

  private Account after(Stamp stamp, Tree<String, ServiceState> changed, Beside other) {
    if (stamp.revision() != revision + 1) {
      throw new IllegalStateException(
          "revision %d follows %d".formatted(stamp.revision(), revision));
    }
    return new Account(stamp.revision(), stamp.time(), changed, other);
  }
}
