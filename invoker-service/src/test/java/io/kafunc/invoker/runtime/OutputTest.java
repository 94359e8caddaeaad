// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.schemas.invocation.OutputLine;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutputTest {

  private static final Instant NOW = Instant.EPOCH;

  @Test
  void splitsRawOutputIntoLines() {
    assertThat(lines("one\ntwo\n\nlast without end"))
        .containsExactly("one", "two", "", "last without end");
  }

  @Test
  void cutsALongLineAndSaysHowLongItWas() {
    var lines = lines("a".repeat(100_000) + "\nnext\n");

    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst())
        .endsWith("aaa [cut: 32768 of 100000 bytes]")
        .hasSizeLessThan(33_000);
    assertThat(lines.getLast()).isEqualTo("next");
  }

  @Test
  void keepsALineOfExactlyTheLimit() {
    assertThat(lines("a".repeat(RawOutput.LINE_LIMIT) + "\n"))
        .containsExactly("a".repeat(RawOutput.LINE_LIMIT));
  }

  @Test
  void boundsTheLinesOfOneCallAndSaysHowManyItDropped() {
    var kept = new ArrayList<OutputLine>();
    var output = new CallOutput(kept::add, new CallOutput.LineNumbers());
    String line = "x".repeat(1023);

    for (int i = 0; i < 11 * 1024; i++) {
      output.line(NOW, line);
    }
    output.note(NOW, "end");

    assertThat(kept).hasSize(10 * 1024 + 2);
    assertThat(kept.get(10 * 1024).message())
        .isEqualTo("[dropped: 1024 lines beyond 10485760 bytes of one call]");
    assertThat(kept.getLast().message()).isEqualTo("end");
    assertThat(kept).extracting(OutputLine::sequence).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void writesTheTailAsTheContractShowsIt() {
    var tail = new LogTail();
    tail.accept(new OutputLine(NOW, 1, "FC Invoke Start RequestId: X"));
    tail.accept(new OutputLine(NOW, 2, "FC Invoke End RequestId: X"));

    var report = new RunReport(new RunResult.Completed(new byte[0]), 3.916, 48.84);

    assertThat(new String(tail.text(report, 128), UTF_8))
        .isEqualTo(
            """
            FC Invoke Start RequestId: X
            FC Invoke End RequestId: X

            Duration: 3.92 ms, Billed Duration: 4 ms, Memory Size: 128 MB, Max Memory Used: 48.84 MB""");
  }

  @Test
  void keepsTheLastFourKilobytes() {
    var tail = new LogTail();
    for (int i = 0; i < 1000; i++) {
      tail.accept(new OutputLine(NOW, i, "line " + i));
    }

    var text =
        new String(
            tail.text(new RunReport(new RunResult.Completed(new byte[0]), 1, 1), 128), UTF_8);

    assertThat(text)
        .hasSize(4096)
        .contains("line 999")
        .doesNotContain("line 100\n")
        .contains("Duration");
  }

  private static List<String> lines(String text) {
    var all = new ArrayList<String>();
    RawOutput.readNow(new ByteArrayInputStream(text.getBytes(UTF_8)), all::addAll);
    return all;
  }
}
