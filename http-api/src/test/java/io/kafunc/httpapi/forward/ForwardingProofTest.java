// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.httpapi.signature.Credentials;
import io.kafunc.httpapi.signature.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardingProofTest {

  private static final Instant SENT = Instant.parse("2020-04-23T06:32:43Z");
  private static final Duration SKEW = Duration.ofMinutes(15);
  private static final Credentials KEY = new Credentials("1", "id", "secret");

  @ParameterizedTest
  @CsvSource({"0, true", "900, true", "-900, true", "901, false", "-901, false"})
  void holdsForAsLongAsClocksMayDiffer(int laterBy, boolean holds) {
    var proof = ForwardingProof.of(KEY, SENT);

    assertThat(ForwardingProof.holds(proof, KEY, SENT.plusSeconds(laterBy), SKEW)).isEqualTo(holds);
  }

  @Test
  void isNotMadeWithoutTheSecret() {
    var proof = ForwardingProof.of(new Credentials("1", "id", "another"), SENT);

    assertThat(ForwardingProof.holds(proof, KEY, SENT, SKEW)).isFalse();
  }

  @Test
  void isOfOneSecondOnly() {
    var other = ForwardingProof.of(KEY, SENT.plusSeconds(1)).split(" ");

    assertThat(ForwardingProof.holds(SENT.getEpochSecond() + " " + other[1], KEY, SENT, SKEW))
        .isFalse();
  }

  @Test
  void isNoRequestsSignature() {
    var second = Long.toString(SENT.getEpochSecond());
    var signature = Signature.of("GET", "", null, List.of(Map.entry("Date", second))).sign(KEY);

    assertThat(ForwardingProof.holds(second + " " + signature, KEY, SENT, SKEW)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1", " ", "1 ", "1587623563", "x y", "-1 x", "99999999999999999999 x"})
  void takesNothingElseForOne(String text) {
    assertThat(ForwardingProof.holds(text, KEY, SENT, SKEW)).isFalse();
  }
}
