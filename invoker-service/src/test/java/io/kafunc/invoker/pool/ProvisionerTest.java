// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.httpapi.RequestIds;
import io.kafunc.invoker.catalog.CatalogTail;
import io.kafunc.invoker.catalog.FunctionCatalog;
import io.kafunc.invoker.catalog.NoTail;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ProvisionerTest extends PoolSpec {

  @Test
  void looksOnAThreadOfItsOwn() {
    given();
    var clock = Clock.systemUTC();
    var looked = new CompletableFuture<String>();
    RunsCalls runsCalls = () -> looked.complete(Thread.currentThread().getName());

    var provisioner =
        new Provisioner(
            new FunctionCatalog(() -> 0.5),
            new CatalogTail(new NoTail()),
            pool,
            runsCalls,
            new RequestIds(clock),
            clock);

    assertThat(looked).succeedsWithin(LONG).isEqualTo("provisioner");
    provisioner.close();
  }
}
