// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.invoker.invocation.Outcome.Completed;
import io.kafunc.invoker.invocation.Run;
import io.kafunc.invoker.runtime.Functions;
import io.kafunc.invoker.runtime.ResponseHead;
import io.kafunc.schemas.Payload;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

class HttpAnswerTest {

  private final HttpRequest<?> request = HttpRequest.GET("/");

  @Test
  void aValueWithBlanksAroundItIsAnsweredWithoutThem() {
    var head = head("x-own", List.of(" one", "\ttwo ", " "));

    for (var response : List.of(begun(head), ended(head))) {
      assertThat(response.code()).isEqualTo(200);
      assertThat(response.getHeaders().getAll("x-own")).containsExactly("one", "two", "");
    }
  }

  @Test
  void aContentTypeIsTakenWithoutTheBlanksAroundIt() {
    var response = ended(head("Content-Type", List.of(" text/plain ")));

    assertThat(response.body())
        .isInstanceOfSatisfying(
            AnswerBody.class, body -> assertThat(body.contentType()).contains("text/plain"));
  }

  @Test
  void anAnswerThatNoResponseCanBeMadeOfIsABadOne() {
    var head = head("x-own", Collections.singletonList(null));

    for (var response : List.of(begun(head), ended(head))) {
      assertThat(response.code()).isEqualTo(502);
      assertThat(new String((byte[]) response.body(), UTF_8)).contains("BadResponse");
    }
  }

  private static ResponseHead head(String name, List<String> values) {
    return new ResponseHead(200, Map.of(name, values));
  }

  private HttpResponse<?> begun(ResponseHead head) {
    return HttpAnswer.begun(request, head, Optional.empty(), Flux.empty());
  }

  private HttpResponse<?> ended(ResponseHead head) {
    var spec = Functions.function("nodejs20", "index.handler").spec();
    var run = new Run(spec, "i", false, Instant.EPOCH, 0, 0, 1, 1, 1, Optional.empty());
    return HttpAnswer.ended(request, Optional.of(head), new Completed(run, Payload.EMPTY));
  }
}
