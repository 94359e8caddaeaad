// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.httpapi.ErrorCode;
import io.kafunc.httpapi.FcError;
import io.kafunc.invoker.runtime.ResponseHead;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderPolicyTest {

  @ParameterizedTest
  @CsvSource({
    "Accept, true, true",
    "Content-Type, true, true",
    "Content-Length, true, false",
    "Content-Disposition, true, true",
    "Date, true, false",
    "Server, true, false",
    "Connection, false, false",
    "keep-alive, false, false",
    "Transfer-Encoding, false, false",
    "Upgrade, false, false",
    "X-Fc-Trace-Id, false, false",
    "x-fc-anything, false, false",
    "X-Fcx, true, true",
    "X-Kafunc-Forwarded, false, false",
    "x_fc_access_key_id, false, false",
    "X-Kafunc_Target, false, false",
  })
  void whatIsOneConnectionsOrOursDoesNotPass(String name, boolean in, boolean out) {
    assertThat(HeaderPolicy.passesToFunction(name, false)).isEqualTo(in);
    assertThat(HeaderPolicy.passesToClient(name)).isEqualTo(out);
  }

  @Test
  void aProofForUsIsNotTheFunctions() {
    assertThat(HeaderPolicy.passesToFunction("authorization", true)).isFalse();
    assertThat(HeaderPolicy.passesToFunction("authorization", false)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 204, 404, 418, 599})
  void takesEveryStatusThatEndsAnExchange(int status) {
    assertThat(fault(status, Map.of())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 42, 101, 199, 600, 1000})
  void refusesWhatIsNoSuchStatus(int status) {
    assertThat(fault(status, Map.of())).map(FcError::code).contains(ErrorCode.BAD_RESPONSE);
  }

  @ParameterizedTest
  @CsvSource({"'', x", "a b, x", "a:, x", "ü, x"})
  void refusesNamesThatAreNoTokens(String name, String value) {
    assertThat(fault(200, Map.of(name, List.of(value)))).isPresent();
  }

  @Test
  void refusesValuesThatWouldBreakTheAnswerUp() {
    assertThat(fault(200, Map.of("a", List.of("x\r\nb: c")))).isPresent();
    assertThat(fault(200, Map.of("a", List.of("x\0")))).isPresent();
    assertThat(fault(200, Map.of("a", List.of("\u4e2d")))).isPresent();
    assertThat(fault(200, Map.of("a", List.of("fine\tcafé")))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {" x", "\tx", "x ", " \tx\t "})
  void blanksAroundAValueAreNoPartOfIt(String value) {
    assertThat(fault(200, Map.of("a", List.of(value)))).isEmpty();
    assertThat(HeaderPolicy.onTheWire(value)).isEqualTo("x");
    assertThat(HeaderPolicy.onTheWire(value + "y z")).endsWith("y z");
  }

  @Test
  void refusesHeadersBeyondTheLimit() {
    String most = "x".repeat(HeaderPolicy.MAX_ANSWER_BYTES - 1);
    assertThat(fault(200, Map.of("a", List.of(most)))).isEmpty();
    assertThat(fault(200, Map.of("a", List.of(most + "x")))).isPresent();
  }

  private static Optional<FcError> fault(int status, Map<String, List<String>> headers) {
    return HeaderPolicy.fault(new ResponseHead(status, headers));
  }
}
