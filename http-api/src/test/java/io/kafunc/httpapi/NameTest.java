// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The name rule of F-2. */
class NameTest {

  @ParameterizedTest
  @ValueSource(strings = {"a", "Z", "_", "_-9", "a-b_C0", "LATEST"})
  void takesNames(String name) {
    assertThat(Name.of("serviceName", name).value()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "-a", "a.b", "a b", "é", "a/b", "a\n", "\u0000", " a"})
  void refusesWhatIsNone(String name) {
    assertThat(refusal(name))
        .isEqualTo(
            new FcError(
                ErrorCode.INVALID_ARGUMENT,
                "serviceName is set to an invalid value (allowed: 1 to 128 letters, digits, '_' and"
                    + " '-', beginning with a letter or '_', actual: '"
                    + name
                    + "')"));
  }

  @Test
  void countsTo128() {
    assertThat(Name.of("serviceName", "a".repeat(128)).value()).hasSize(128);
    assertThat(refusal("a".repeat(129)).message()).contains("a…'");
    assertThat(refusal("a".repeat(1_000_000)).message()).hasSizeLessThan(400);
  }

  @Test
  void asksForAMissingName() {
    assertThat(refusal(null).message()).isEqualTo("serviceName is required but not set");
    assertThat(refusal("").message()).isEqualTo("serviceName is required but not set");
  }

  private static FcError refusal(String name) {
    return catchThrowableOfType(FcException.class, () -> Name.check("serviceName", name)).error();
  }
}
