// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.function;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kafunc.httpapi.FcError;
import io.kafunc.metadata.account.Check;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What environment variables must hold (contract section 4). Pure. Never quotes a value. */
final class EnvironmentRules {

  private static final Pattern KEY = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");
  private static final Set<String> RESERVED =
      Set.of("accessKeyID", "accessKeySecret", "securityToken", "topic");

  static Optional<FcError> fault(Map<String, String> variables, int most) {
    var check = new Check();
    for (var variable : variables.entrySet()) {
      var key = variable.getKey();
      check
          .that(
              () -> KEY.matcher(key).matches(),
              () ->
                  "environmentVariables contains an invalid key (allowed: a letter, then letters,"
                      + " digits and '_', actual: '%s')".formatted(key))
          .that(
              () -> !key.startsWith("FC_") && !RESERVED.contains(key),
              () -> "environmentVariables contains a reserved key: '%s'".formatted(key))
          .that(
              () -> variable.getValue() != null && variable.getValue().indexOf('\0') < 0,
              () -> "environmentVariables.%s is set to an invalid value".formatted(key));
    }
    return check
        .that(
            () -> bytes(variables) <= most,
            () ->
                "environmentVariables size exceeds maximum allowed size (%d bytes)".formatted(most))
        .fault();
  }

  private static int bytes(Map<String, String> variables) {
    return variables.entrySet().stream()
        .mapToInt(v -> v.getKey().getBytes(UTF_8).length + v.getValue().getBytes(UTF_8).length)
        .sum();
  }

  private EnvironmentRules() {}
}
