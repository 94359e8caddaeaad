// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.trigger.firing;

import io.kafunc.schemas.call.InvocationRequested;
import io.kafunc.trigger.catalog.StatefulFunctions;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Gives calls of functions that want their calls stateful an id. It is a new one each time, so the
 * queue's owner need not look for it first; of a tick that is sent twice it drops the second.
 */
public record StatefulDoor(CallDoor calls, StatefulFunctions functions, Supplier<String> ids)
    implements CallDoor {

  @Override
  public CompletableFuture<String> send(InvocationRequested call) {
    boolean stateful =
        functions.contains(
            call.accountId(), call.serviceName(), call.qualifier(), call.functionName());
    return calls.send(stateful ? call.stateful(ids.get()) : call);
  }
}
