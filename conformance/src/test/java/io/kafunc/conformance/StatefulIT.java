// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.aliyuncs.fc.model.AsyncConfig;
import com.aliyuncs.fc.model.SortOrder;
import com.aliyuncs.fc.model.StatefulAsyncInvocation;
import com.aliyuncs.fc.model.TimeTriggerConfig;
import com.aliyuncs.fc.request.CreateTriggerRequest;
import com.aliyuncs.fc.request.DeleteTriggerRequest;
import com.aliyuncs.fc.request.GetStatefulAsyncInvocationRequest;
import com.aliyuncs.fc.request.ListStatefulAsyncInvocationsRequest;
import com.aliyuncs.fc.request.PutFunctionAsyncConfigRequest;
import com.aliyuncs.fc.request.StopStatefulAsyncInvocationRequest;
import com.aliyuncs.fc.response.InvokeFunctionResponse;
import com.aliyuncs.fc.response.ListStatefulAsyncInvocationsResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Asynchronous calls with states, through the vendor's client. */
@ExtendWith(RunningSuite.class)
class StatefulIT {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String WORK =
      """
      exports.handler = (event, context, callback) => {
        const wish = event.toString();
        if (wish === 'fail') return callback(new Error('asked to'));
        if (wish === 'large') return callback(null, Buffer.alloc(1000000, 'x'));
        setTimeout(() => callback(null, 'done'), wish === 'slow' ? 60000 : 1);
      };
      """;

  private final Suite suite;
  private final Release release;

  StatefulIT(Suite suite) {
    this.suite = suite;
    this.release = Release.ofNewService(suite).node("work", WORK);
    release
        .client()
        .putFunctionAsyncConfig(
            new PutFunctionAsyncConfigRequest(release.service(), "LATEST", "work")
                .setAsyncConfig(
                    new AsyncConfig().setStatefulInvocation(true).setMaxAsyncRetryAttempts(0)));
  }

  @Test
  void anIdIsOneCallHoweverOftenItIsSent() {
    // when
    var ids =
        IntStream.range(0, 30)
            .mapToObj(_ -> call("x", "order-17").getRequestId())
            .collect(java.util.stream.Collectors.toSet());
    // then
    assertThat(ids).hasSize(1);
    var ended = awaitStatus("order-17", "Succeeded");
    assertThat(ended.getRequestId()).isIn(ids);
    assertThat(ended.getInvocationPayload()).isEqualTo("x");
    assertThat(ended.getAlreadyRetriedTimes()).isEqualTo("0");
    assertThat(Long.parseLong(ended.getEndTime()))
        .isGreaterThanOrEqualTo(Long.parseLong(ended.getStartedTime()));
    var records = "/kafunc/invocations?service=" + release.service();
    await().atMost(SOON).until(() -> suite.json(records).get("invocations").size() == 1);
  }

  @Test
  void aCallWithoutAnIdIsGivenOne() {
    // when
    var accepted = call("x", null);
    // then
    var id = accepted.getHeader("X-Fc-Stateful-Async-Invocation-Id");
    assertThat(awaitStatus(id, "Succeeded").getRequestId()).isEqualTo(accepted.getRequestId());
  }

  @Test
  void aTimersCallIsGivenOneToo() {
    // given
    release
        .client()
        .createTrigger(
            new CreateTriggerRequest(release.service(), "work")
                .setTriggerName("tick")
                .setTriggerType("timer")
                .setTriggerConfig(new TimeTriggerConfig("@every 1s", "from the timer", true)));
    // when
    await().atMost(SOON).until(() -> succeeded().getStatefulAsyncInvocations() != null);
    release.client().deleteTrigger(new DeleteTriggerRequest(release.service(), "work", "tick"));
    // then
    var call = succeeded().getStatefulAsyncInvocations()[0];
    assertThat(call.getInvocationPayload()).contains("from the timer");
    assertThat(get(call.getInvocationId()).getRequestId()).isEqualTo(call.getRequestId());
  }

  @Test
  void tellsWhyACallFailedAndKeepsLargeResults() {
    // when
    call("fail", "bad");
    var large = call("large", "large").getRequestId();
    // then
    assertThat(awaitStatus("bad", "Failed").getInvocationErrorMessage()).contains("asked to");
    awaitStatus("large", "Succeeded");
    var path = "/kafunc/invocations/" + large;
    await().atMost(SOON).until(() -> suite.json(path).path("status").asText().equals("Succeeded"));
    assertThat(suite.get(path + "/result").body()).hasSize(1_000_000);
  }

  @Test
  void stopsACallThatRunsAndOneThatWaits() {
    // given
    call("slow", "running");
    awaitStatus("running", "Running");
    // when
    var answer = release.client().stopStatefulAsyncInvocation(stopping("running"));
    // then
    assertThat(answer.getStatus()).isEqualTo(200);
    assertThat(get("running").getStatus()).isEqualTo("Stopped");
    Refused.by(
        412,
        "AsyncInvocationStopped",
        () -> release.client().stopStatefulAsyncInvocation(stopping("running")));
    call("x", "over");
    awaitStatus("over", "Succeeded");
    Refused.by(
        400,
        "InvalidArgument",
        () -> release.client().stopStatefulAsyncInvocation(stopping("over")));
    var record = "/kafunc/invocations/" + get("running").getRequestId();
    await().atMost(SOON).until(() -> suite.json(record).path("status").asText().equals("Stopped"));
  }

  @Test
  void listsByStatusPrefixAndTimeInPages() {
    // given
    var ids = IntStream.range(0, 7).mapToObj(i -> "n" + i).toList();
    ids.forEach(id -> call("x", id));
    call("fail", "other");
    ids.forEach(id -> awaitStatus(id, "Succeeded"));
    awaitStatus("other", "Failed");
    // when
    var listed = new HashSet<String>();
    String token = null;
    int pages = 0;
    do {
      var page =
          release
              .client()
              .listStatefulAsyncInvocations(
                  all().setInvocationIdPrefix("n").setLimit(3).setNextToken(token));
      Stream.of(page.getStatefulAsyncInvocations())
          .forEach(each -> listed.add(each.getInvocationId()));
      token = page.getNextToken();
      pages++;
    } while (token != null);
    // then
    assertThat(pages).isEqualTo(3);
    assertThat(listed).containsExactlyInAnyOrderElementsOf(ids);
    var failed =
        release
            .client()
            .listStatefulAsyncInvocations(all().setStatus("Failed").setIncludePayload(true));
    assertThat(failed.getStatefulAsyncInvocations())
        .singleElement()
        .matches(each -> each.getInvocationPayload().equals("fail"));
    var first =
        release
            .client()
            .listStatefulAsyncInvocations(all().setSortOrderByTime(SortOrder.asc).setLimit(1));
    assertThat(first.getStatefulAsyncInvocations()[0].getInvocationId()).isEqualTo("n0");
    var none =
        release.client().listStatefulAsyncInvocations(all().setInvocationIdPrefix("no-such"));
    assertThat(none.getStatefulAsyncInvocations()).isNull();
    var functions = suite.json("/2016-08-15/stateful-async-invocation-functions?limit=100");
    assertThat(functions.get("data").findValuesAsText("serviceName")).contains(release.service());
  }

  private InvokeFunctionResponse call(String payload, String id) {
    var call = release.call("work", null, payload.getBytes(StandardCharsets.UTF_8));
    call.setInvocationType("Async");
    if (id != null) {
      call.setStatefulAsyncInvocationId(id);
    }
    var answer = release.invoke(call);
    assertThat(answer.getStatus()).isEqualTo(202);
    return answer;
  }

  private StatefulAsyncInvocation awaitStatus(String id, String status) {
    await().atMost(SOON).untilAsserted(() -> assertThat(get(id).getStatus()).isEqualTo(status));
    return get(id);
  }

  private StatefulAsyncInvocation get(String id) {
    return release
        .client()
        .getStatefulAsyncInvocation(
            new GetStatefulAsyncInvocationRequest(release.service(), "LATEST", "work", id))
        .getStatefulAsyncInvocation();
  }

  private ListStatefulAsyncInvocationsResponse succeeded() {
    return release
        .client()
        .listStatefulAsyncInvocations(all().setStatus("Succeeded").setIncludePayload(true));
  }

  private StopStatefulAsyncInvocationRequest stopping(String id) {
    return new StopStatefulAsyncInvocationRequest(release.service(), "LATEST", "work", id);
  }

  private ListStatefulAsyncInvocationsRequest all() {
    return new ListStatefulAsyncInvocationsRequest(release.service(), "work");
  }
}
