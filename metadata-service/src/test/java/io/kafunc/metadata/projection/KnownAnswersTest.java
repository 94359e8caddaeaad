// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.projection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafunc.metadata.projection.KnownAnswers.Answer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class KnownAnswersTest {

  private final KnownAnswers answers = new KnownAnswers(Runnable::run);
  private int reads;

  @Test
  void readsAnAnswerOnce() {
    assertThat(get("s", "f", () -> read("one"))).isEqualTo("one");
    assertThat(get("s", "f", () -> read("two"))).isEqualTo("one");
    assertThat(reads).isEqualTo(1);
  }

  @Test
  void tellsAnswersApart() {
    assertThat(get("s", "f", () -> read("one"))).isEqualTo("one");
    assertThat(get("s", "g", () -> read("two"))).isEqualTo("two");
    assertThat(get("t", "f", () -> read("three"))).isEqualTo("three");
  }

  @Test
  void readsAnewWhenTheServiceHasChanged() {
    get("s", "f", () -> read("before"));
    answers.forget("account", "s");
    assertThat(get("s", "f", () -> read("after"))).isEqualTo("after");
  }

  @Test
  void keepsAnswersOfOtherServices() {
    get("s", "f", () -> read("before"));
    answers.forget("account", "t");
    answers.forget("other", "s");
    assertThat(get("s", "f", () -> read("after"))).isEqualTo("before");
  }

  @Test
  void doesNotKeepWhatWasBeingReadWhenTheServiceChanged() {
    get(
        "s",
        "f",
        () -> {
          var before = read("before");
          answers.forget("account", "s");
          return before;
        });
    assertThat(get("s", "f", () -> read("after"))).isEqualTo("after");
  }

  @Test
  void keepsNoRefusal() {
    Supplier<Answer> refusing =
        () -> {
          throw new IllegalStateException("refused");
        };
    assertThatThrownBy(() -> get("s", "f", refusing)).hasRootCauseMessage("refused");
    assertThat(get("s", "f", () -> read("there now"))).isEqualTo("there now");
  }

  private String get(String serviceName, String what, Supplier<Answer> rows) {
    var answer = answers.get("account", serviceName, what, rows).toCompletableFuture().join();
    return new String(answer.body(), UTF_8);
  }

  private Answer read(String body) {
    reads++;
    return Answer.of(body, 1);
  }
}
