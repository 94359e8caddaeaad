// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.sandbox;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;

/** How functions are isolated here; for operators. */
@Controller("/kafunc/sandbox")
final class SandboxController {

  private final Sandbox sandbox;

  SandboxController(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  @Get
  SandboxReport report() {
    return sandbox.report();
  }
}
