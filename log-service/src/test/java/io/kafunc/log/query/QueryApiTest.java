// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.query;

import static io.kafunc.log.Given.NOON;
import static io.kafunc.log.Given.attempt;
import static io.kafunc.log.Given.call;
import static io.kafunc.log.Given.id;
import static io.kafunc.log.Given.line;
import static io.kafunc.log.Given.row;
import static io.kafunc.schemas.invocation.InvocationStatus.Failed;
import static io.kafunc.schemas.invocation.InvocationStatus.Succeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafunc.log.query.QueryServer.Answer;
import io.kafunc.schemas.call.CallId;
import io.kafunc.schemas.invocation.InvocationRecord;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The endpoints over real HTTP. */
class QueryApiTest {

  private static QueryServer server;
  private static int next = 1000;

  @BeforeAll
  static void start(@TempDir Path data) {
    server = new QueryServer(data);
    for (int n = 0; n < 5; n++) {
      add(call(n, NOON.plusMillis(n), "list", "pay", "PROD", "1", Succeeded, 5));
    }
    add(call(5, NOON.plusMillis(5), "list", "ship", "PROD", "2", Failed, 5));
    for (int n = 0; n < 10; n++) {
      add(attempt(100 + n, 1, NOON, "rel", "pay", "PROD", n < 7 ? "1" : "2", Succeeded, 4, n));
    }
    add(call(120, NOON, "rel", "pay", "OLD", "1", Succeeded, 5));
    for (int n = 0; n < 3; n++) {
      server.store().output().add(row(line(n, NOON, n, "paid order " + n)));
    }
    await()
        .atMost(10, TimeUnit.SECONDS)
        .untilAsserted(
            () -> {
              assertThat(get("/kafunc/releases/rel/OLD").path("versions")).isNotEmpty();
              assertThat(get("/kafunc/logs").path("logs")).hasSize(3);
            });
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void peersAnswer() {
    server.peers().away = false;
    server.progress().report(true, 0);
  }

  @Test
  void showsARecordWithAllItsFields() throws Exception {
    JsonNode found = get("/kafunc/invocations/" + id(5));

    assertThat(found.toString())
        .isEqualTo(
            """
            {"requestId":"%s","serviceName":"list","functionName":"ship","qualifier":"PROD",\
            "externalServiceVersion":"2","isDarkLaunch":false,"invocationType":"Sync",\
            "acceptedTime":"2026-11-20T11:59:59.985Z","startTime":"2026-11-20T11:59:59.995Z",\
            "endTime":"2026-11-20T12:00:00.005Z","queueMs":1.5,"coldStartMs":0.0,\
            "durationMs":5.0,"status":"Failed","errorType":"UnhandledInvocationError",\
            "memoryUsedMB":32.0,"instanceId":"c-1","attempt":1,"resourceMode":"on-demand"}"""
                .formatted(id(5)));
  }

  @Test
  void pagesThroughEndedCallsNewestFirst() throws Exception {
    var seen = new ArrayList<String>();
    String token = "";
    do {
      JsonNode page = get("/kafunc/invocations?service=list&limit=2&nextToken=" + token);
      assertThat(page.path("progress").asText()).isEqualTo("Complete");
      page.path("invocations").forEach(row -> seen.add(row.path("requestId").asText()));
      token = page.path("nextToken").asText();
    } while (!token.isEmpty());

    assertThat(seen).containsExactly(id(5), id(4), id(3), id(2), id(1), id(0));
    assertThat(get("/kafunc/invocations?service=list").has("nextToken")).isFalse();
  }

  @Test
  void keepsToFiltersAndSpan() throws Exception {
    assertThat(ids("service=list&status=Failed")).containsExactly(id(5));
    assertThat(ids("service=list&function=pay&limit=1")).containsExactly(id(4));
    assertThat(ids("service=list&version=2&qualifier=PROD")).containsExactly(id(5));
    assertThat(ids("service=list&from=2026-11-20T12:00:00.002Z&to=2026-11-20T12:00:00.004Z"))
        .containsExactly(id(3), id(2));
    assertThat(ids("service=list&from=2026-11-20T13:00:00.005%2B01:00")).containsExactly(id(5));
    assertThat(ids("service=nobody")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "invocations?limit=0",
        "invocations?limit=1001",
        "invocations?limit=x",
        "invocations?status=Enqueued&limit=0",
        "invocations?from=yesterday",
        "invocations?to=2026-13-01T00:00:00Z",
        "invocations?status=Done",
        "invocations?nextToken=%25%25",
        "invocations?attempts=yes",
        "logs?limit=-1",
        "logs?from=12",
        "logs?nextToken=broken",
        "releases/rel/PROD?from=x",
        "releases/9rel/PROD",
      })
  void refusesBadInput(String path) throws Exception {
    Answer answer = server.get("/kafunc/" + path);

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.errorCode()).isEqualTo("InvalidArgument");
  }

  @Test
  void takesTimesFarAwayAndQueriesWithoutWords() throws Exception {
    assertThat(ids("service=list&from=-999999999-01-01T00:00:00Z&to=%2B999999999-12-31T23:59:59Z"))
        .hasSize(6);
    assertThat(get("/kafunc/logs?query=%22%22").path("logs")).isEmpty();
    assertThat(get("/kafunc/logs?query=*").path("logs")).hasSize(3);
  }

  @Test
  void says404OfACallNobodyKnows() throws Exception {
    Answer answer = server.get("/kafunc/invocations/" + UUID.randomUUID());

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.errorCode()).isEqualTo("InvocationNotFound");
    assertThat(server.get("/kafunc/invocations/" + callId()).status()).isEqualTo(404);
  }

  @Test
  void says503AndNever404WhileItCannotKnow() throws Exception {
    server.progress().report(false, 7);
    assertThat(server.get("/kafunc/invocations/" + UUID.randomUUID()).status()).isEqualTo(503);
    assertThat(get("/kafunc/invocations").path("progress").asText()).isEqualTo("Incomplete");
    server.progress().report(true, 0);
    server.peers().away = true;

    assertThat(server.get("/kafunc/invocations/" + callId()).status()).isEqualTo(503);
    assertThat(server.get("/kafunc/invocations?status=Running").status()).isEqualTo(503);
  }

  @Test
  void showsAnOpenCallAsTheInvokerDoes() throws Exception {
    String id = callId();
    server.peers().calls.put(id, Map.of("requestId", id, "status", "Enqueued"));

    assertThat(get("/kafunc/invocations/" + id).path("status").asText()).isEqualTo("Enqueued");
    JsonNode list = get("/kafunc/invocations?status=Running&service=list");
    assertThat(list.path("invocations").get(0).path("status").asText()).isEqualTo("Running");
    assertThat(list.path("invocations").get(0).path("serviceName").asText()).isEqualTo("list");
    assertThat(list.path("nextToken").asText()).isEqualTo("more");
  }

  @Test
  void waitsForTheRecordOfACallThatHasJustEnded() throws Exception {
    String id = callId();
    server.peers().calls.put(id, FakePeers.ENDED);
    var answer = CompletableFuture.supplyAsync(() -> get("/kafunc/invocations/" + id));
    InvocationRecord ended = withId(call(1, NOON, "late", "f", "q", "1", Succeeded, 1), id);

    add(ended);

    assertThat(answer.get(5, TimeUnit.SECONDS).path("serviceName").asText()).isEqualTo("late");
  }

  @Test
  void comparesTheVersionsBehindAnAlias() {
    JsonNode release = get("/kafunc/releases/rel/PROD?from=2026-11-20T12:00:00Z");

    JsonNode one = release.path("versions").get(0);
    JsonNode two = release.path("versions").get(1);
    assertThat(release.path("versions")).hasSize(2);
    assertThat(one.path("versionId").asText()).isEqualTo("1");
    assertThat(one.path("calls").asLong()).isEqualTo(7);
    assertThat(one.path("share").asDouble()).isEqualTo(0.7);
    assertThat(one.path("configuredWeight").asDouble()).isEqualTo(0.7);
    assertThat(one.path("errors").asLong()).isZero();
    assertThat(one.path("p50Ms").asDouble()).isCloseTo(4, within(0.01));
    assertThat(one.path("coldStarts").asLong()).isEqualTo(6);
    assertThat(two.path("calls").asLong()).isEqualTo(3);
    assertThat(two.path("configuredWeight").asDouble()).isEqualTo(0.3);
  }

  @Test
  void countsAnAliasThatIsGoneAndLeavesOutWeightsNobodyTells() throws Exception {
    assertThat(weight(get("/kafunc/releases/rel/OLD"))).isEqualTo("0.0");
    assertThat(server.get("/kafunc/releases/rel/NONE").errorCode()).isEqualTo("AliasNotFound");
    server.peers().away = true;
    assertThat(weight(get("/kafunc/releases/rel/PROD"))).isEmpty();
  }

  @Test
  void searchesLines() {
    JsonNode found = get("/kafunc/logs?query=paid+%22order+1%22&service=shop&function=pay");

    assertThat(found.path("logs")).hasSize(1);
    assertThat(found.path("logs").get(0).toString())
        .isEqualTo(
            """
            {"time":"2026-11-20T12:00:00.000Z","serviceName":"shop","functionName":"pay",\
            "qualifier":"PROD","versionId":"1","requestId":"%s","instanceId":"c-1",\
            "message":"paid order 1"}"""
                .formatted(id(1)));
    assertThat(get("/kafunc/logs?requestId=" + id(2)).path("logs")).hasSize(1);
    JsonNode first = get("/kafunc/logs?limit=2");
    JsonNode rest = get("/kafunc/logs?limit=2&nextToken=" + first.path("nextToken").asText());
    assertThat(rest.path("logs")).hasSize(1);
    assertThat(rest.path("logs").get(0).path("message").asText()).isEqualTo("paid order 0");
  }

  @Test
  void asksForAKey() throws Exception {
    var request = HttpRequest.newBuilder(server.uri("/kafunc/invocations")).build();
    var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());

    assertThat(answer.statusCode()).isGreaterThanOrEqualTo(400).isLessThan(500);
  }

  private static void add(InvocationRecord record) {
    server.store().invocations().add(row(record));
  }

  private static JsonNode get(String path) {
    try {
      Answer answer = server.get(path);
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      return answer.json();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> ids(String query) {
    var ids = new ArrayList<String>();
    get("/kafunc/invocations?" + query)
        .path("invocations")
        .forEach(row -> ids.add(row.path("requestId").asText()));
    return ids;
  }

  private static String weight(JsonNode release) {
    return release.path("versions").get(0).path("configuredWeight").asText();
  }

  private static String callId() {
    return new CallId(1, 2, next++, 1, 77).toString();
  }

  private static InvocationRecord withId(InvocationRecord record, String requestId) {
    return new InvocationRecord(
        requestId,
        record.accountId(),
        record.serviceName(),
        record.functionName(),
        record.qualifier(),
        record.externalServiceVersion(),
        record.isDarkLaunch(),
        record.invocationType(),
        record.triggerName(),
        record.triggerType(),
        record.acceptedTime(),
        record.startTime(),
        record.endTime(),
        record.queueMs(),
        record.coldStartMs(),
        record.durationMs(),
        record.meteredMs(),
        record.status(),
        record.errorType(),
        record.memoryUsedMB(),
        record.instanceId(),
        record.attempt(),
        record.resourceMode());
  }
}
