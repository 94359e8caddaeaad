// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.aliyuncs.fc.request.InvokeFunctionRequest;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything a suite keeps lies on a small disk, which is filled: the broker's log, the rows, the
 * indexes, the code, what waits for the broker.
 */
class FullDataDiskIT {

  private static final Duration LONG = Duration.ofSeconds(120);
  private static final String ECHO = "exports.handler = (e, c, cb) => cb(null, e);";

  @TempDir Path folder;
  private Path disk;
  private SuiteProcess suite;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    disk = Files.createDirectories(folder.resolve("disk"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=256m", "tmpfs", disk.toString()) == 0,
        "nobody but root may mount a small disk");
    Files.createDirectories(disk.resolve("data"));
    suite = SuiteProcess.up(disk.resolve("data"), Map.of());
  }

  @AfterEach
  void stop() throws IOException, InterruptedException {
    if (suite != null) {
      suite.close();
    }
    run("umount", "-l", disk.toString());
  }

  @Test
  @Tag("soak")
  void nothingIsPromisedThatIsNotKeptAndAllServesAgainOnceThereIsRoom() throws Exception {
    // given
    var release = Release.ofNewService(suite.suite()).node("now", ECHO).node("later", ECHO);
    release.publish();
    release.invoke("now", null, "warm");
    var accepted = new HashSet<String>();
    accepted.add(release.invoke(async(release)).getRequestId());
    // when
    fill();
    var refused = awaitRefusal(release, accepted);
    // then
    isFcs(refused);
    for (int i = 0; i < 100; i++) {
      fill();
      assertThat(Release.text(release.invoke("now", null, "x" + i))).isEqualTo("x" + i);
    }
    var answers = new HashMap<String, Integer>();
    for (int i = 0; i < 3; i++) {
      var name = "unsure-" + i;
      var answer = create(name);
      answers.put(name, answer.statusCode());
      if (answer.statusCode() != 200) {
        isFcs(answer);
      }
    }
    // when
    Files.delete(disk.resolve("filler"));
    // then
    await().atMost(LONG).until(() -> create("after").statusCode() == 200);
    await().atMost(LONG).until(() -> later(release).statusCode() / 100 == 2);
    await().atMost(LONG).until(() -> suite.suite().get("/health").statusCode() == 200);
    answers.forEach(
        (name, status) -> {
          if (status == 200) {
            var path = "/2016-08-15/services/" + name;
            assertThat(suite.suite().get(path).statusCode()).isEqualTo(200);
          }
        });
    await().atMost(LONG).untilAsserted(() -> assertThat(ended(release)).containsAll(accepted));
    await().atMost(LONG).untilAsserted(() -> Conservation.holdsWithAllSettledAt(suite.suite()));
  }

  /** Calls until one is refused; those that were not have been accepted. */
  private HttpResponse<String> awaitRefusal(Release release, HashSet<String> accepted)
      throws IOException {
    while (true) {
      fill();
      var answer = later(release);
      if (answer.statusCode() / 100 != 2) {
        return answer;
      }
      accepted.add(answer.headers().firstValue("X-Fc-Request-Id").orElseThrow());
    }
  }

  private static void isFcs(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isIn(503, 507);
    assertThat(Suite.parse(answer.body()).get("ErrorCode").asText())
        .isIn("ServiceUnavailable", "InsufficientStorage");
    assertThat(answer.headers().firstValue("X-Fc-Request-Id")).isPresent();
  }

  private HttpResponse<String> later(Release release) {
    return suite
        .suite()
        .send(
            suite
                .suite()
                .request(
                    "/2016-08-15/services/%s/functions/later/invocations"
                        .formatted(release.service()))
                .header("X-Fc-Invocation-Type", "Async")
                .POST(BodyPublishers.ofString("x".repeat(100_000))));
  }

  private HttpResponse<String> create(String service) {
    return suite
        .suite()
        .send(
            suite
                .suite()
                .request("/2016-08-15/services")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"serviceName\":\"" + service + "\"}")));
  }

  private static InvokeFunctionRequest async(Release release) {
    var call = release.call("later", null, "first");
    call.setInvocationType("Async");
    return call;
  }

  private List<String> ended(Release release) {
    return suite
        .suite()
        .requestIds(
            "/kafunc/invocations?service=" + release.service() + "&function=later", "invocations");
  }

  /** Takes what room is left, and what has become free since. */
  private void fill() throws IOException {
    try (var filler =
        Files.newOutputStream(
            disk.resolve("filler"), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (true) {
        filler.write(new byte[4096]);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).start().waitFor();
  }
}
