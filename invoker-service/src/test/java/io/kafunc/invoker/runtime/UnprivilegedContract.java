// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.kafunc.invoker.sandbox.kernel.KernelIT;
import java.io.PrintWriter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/**
 * Runs both contracts and the kernel's in this process, for {@link UnprivilegedIT} to start as a
 * nobody.
 */
public final class UnprivilegedContract {

  private UnprivilegedContract() {}

  public static void main(String[] arguments) {
    var listener = new SummaryGeneratingListener();
    var request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(
                selectClass(RuntimeContractIT.class),
                selectClass(IsolationIT.class),
                selectClass(KernelIT.class))
            .build();
    LauncherFactory.create().execute(request, listener);
    var summary = listener.getSummary();
    var out = new PrintWriter(System.out, true);
    summary.printFailuresTo(out, 6);
    out.printf("user %s rungs %s%n", System.getProperty("user.name"), Place.levels());
    out.printf(
        "succeeded %d failed %d%n",
        summary.getTestsSucceededCount(), summary.getTotalFailureCount());
    System.exit(0);
  }
}
