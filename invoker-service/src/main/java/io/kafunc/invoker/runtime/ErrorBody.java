// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The error texts the platform writes in a function's place (contract 1.7, 5.4). */
final class ErrorBody {

  private ErrorBody() {}

  static byte[] timedOut(long seconds, double memoryMB) {
    return message(
        String.format(
            Locale.ROOT,
            "Function timed out after %d seconds (maxMemoryUsage: %.2fMB)",
            seconds,
            memoryMB));
  }

  static byte[] stopped() {
    return message("The invocation was stopped");
  }

  static byte[] initializerTimedOut(long seconds, double memoryMB) {
    return message(
        String.format(
            Locale.ROOT,
            "Function initializer timed out after %d seconds (maxMemoryUsage: %.2fMB)",
            seconds,
            memoryMB));
  }

  static byte[] exited(double durationMs, double memoryMB) {
    return message(
        String.format(
            Locale.ROOT,
            "Process exited unexpectedly before completing request"
                + " (duration: %.0fms, maxMemoryUsage: %.2fMB)",
            durationMs,
            memoryMB));
  }

  private static byte[] message(String text) {
    String quoted = new String(JsonStringEncoder.getInstance().quoteAsString(text));
    return ("{\"errorMessage\":\"" + quoted + "\"}").getBytes(StandardCharsets.UTF_8);
  }
}
