// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.asyncconfig;

import static io.kafunc.httpapi.ErrorCode.ALIAS_NOT_FOUND;
import static io.kafunc.httpapi.ErrorCode.ASYNC_CONFIG_NOT_EXISTS;
import static io.kafunc.httpapi.ErrorCode.FUNCTION_NOT_FOUND;
import static io.kafunc.httpapi.ErrorCode.INVALID_ARGUMENT;
import static io.kafunc.httpapi.ErrorCode.SERVICE_NOT_FOUND;
import static io.kafunc.metadata.write.AccountSpec.given;
import static io.kafunc.metadata.write.Commands.createAlias;
import static io.kafunc.metadata.write.Commands.createFunction;
import static io.kafunc.metadata.write.Commands.createService;
import static io.kafunc.metadata.write.Commands.deleteAlias;
import static io.kafunc.metadata.write.Commands.deleteAsync;
import static io.kafunc.metadata.write.Commands.deleteFunction;
import static io.kafunc.metadata.write.Commands.deleteVersion;
import static io.kafunc.metadata.write.Commands.publish;
import static io.kafunc.metadata.write.Commands.putAsync;
import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.schemas.metadata.AsyncConfigEvent.AsyncInvokeConfigDeleted;
import io.kafunc.schemas.metadata.AsyncConfigEvent.AsyncInvokeConfigPut;
import io.kafunc.schemas.metadata.AsyncInvokeConfig;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AsyncConfigDeciderTest {

  @Test
  void replacesTheWholeConfiguration() {
    var first = new AsyncInvokeConfig(none(), none(), Optional.of(60), none(), Optional.of(true));
    var spec = given(createService(), createFunction(), putAsync("LATEST", first));

    var put = spec.when(putAsync("LATEST", 8)).then(AsyncInvokeConfigPut.class);

    assertThat(put.qualifier()).isEqualTo("LATEST");
    assertThat(put.config().maxAsyncRetryAttempts()).contains(8);
    assertThat(put.config().maxAsyncEventAgeInSeconds()).isEmpty();
    assertThat(put.config().statefulInvocation()).isEmpty();
    spec.when(deleteAsync("LATEST")).then(AsyncInvokeConfigDeleted.class);
  }

  @Test
  void needsServiceFunctionAndQualifier() {
    given()
        .when(putAsync("LATEST", 1))
        .thenRejected(SERVICE_NOT_FOUND.with("s"))
        .and(createService())
        .thenAccepted()
        .and(putAsync("LATEST", 1))
        .thenRejected(FUNCTION_NOT_FOUND.with("f", "s"))
        .and(createFunction())
        .thenAccepted()
        .and(putAsync("a", 1))
        .thenRejected(ALIAS_NOT_FOUND.with("a", "s"));
  }

  @Test
  void endsWithAliasVersionAndFunction() {
    given(createService(), createFunction(), publish(), createAlias("1"))
        .when(putAsync("a", 1))
        .thenAccepted()
        .and(putAsync("1", 1))
        .thenAccepted()
        .and(putAsync("LATEST", 1))
        .thenAccepted()
        .and(deleteAlias())
        .thenAccepted()
        .and(createAlias("1"))
        .thenAccepted()
        .and(deleteAsync("a"))
        .thenRejected(ASYNC_CONFIG_NOT_EXISTS.with("s", "f"))
        .and(deleteVersion("1"))
        .thenAccepted()
        .and(deleteFunction())
        .thenAccepted()
        .and(createFunction())
        .thenAccepted()
        .and(deleteAsync("LATEST"))
        .thenRejected(ASYNC_CONFIG_NOT_EXISTS.with("s", "f"));
  }

  @Test
  void deletesOnlyWhatIsThere() {
    given()
        .when(deleteAsync("LATEST"))
        .thenRejected(SERVICE_NOT_FOUND.with("s"))
        .and(createService())
        .thenAccepted()
        .and(deleteAsync("LATEST"))
        .thenRejected(FUNCTION_NOT_FOUND.with("f", "s"))
        .and(createFunction())
        .thenAccepted()
        .and(deleteAsync("LATEST"))
        .thenRejected(ASYNC_CONFIG_NOT_EXISTS.with("s", "f"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "acs:fc:cn-x:1000:services/s/functions/f",
        "acs:fc:cn-x::services/s.PROD/functions/f",
        "acs:mns:cn-x:1000:/queues/q/messages",
        "acs:mns:cn-x:1000:/topics/t/messages",
        "acs:eventbridge:cn-x:1000:eventbus/default",
        "https://example.com/hook?x=1",
        "http://localhost:8080",
        "kafka://some.topic",
      })
  void takesDestinations(String destination) {
    given(createService(), createFunction())
        .when(putAsync("LATEST", both(destination)))
        .thenAccepted();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nowhere",
        "acs:fc:cn-x:1000:services/s",
        "acs:mns:cn-x:1000:/queues/q",
        "acs:oss:cn-x:1000:bucket",
        "ftp://example.com",
        "http://",
        "kafka://a topic",
      })
  void refusesOtherDestinations(String destination) {
    given(createService(), createFunction())
        .when(putAsync("LATEST", both(destination)))
        .thenRejected(
            INVALID_ARGUMENT,
            "destinationConfig.onSuccess.destination is set to an invalid value (actual: '%s')"
                .formatted(destination));
  }

  @ParameterizedTest
  @CsvSource({"0, 3", "2592001, 3", "60, -1", "60, 9"})
  void refusesAgesAndAttemptsOutsideTheirRange(int age, int attempts) {
    given(createService(), createFunction())
        .when(
            putAsync(
                "LATEST",
                new AsyncInvokeConfig(
                    none(), none(), Optional.of(age), Optional.of(attempts), none())))
        .thenRejected(INVALID_ARGUMENT, "is set to an invalid value (min: ");
  }

  private static AsyncInvokeConfig both(String destination) {
    return new AsyncInvokeConfig(
        Optional.of(destination), Optional.of(destination), none(), none(), none());
  }

  private static <T> Optional<T> none() {
    return Optional.empty();
  }
}
