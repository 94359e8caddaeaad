// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafunc.invoker.sandbox.InstanceProcess;
import io.kafunc.invoker.sandbox.Program;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.local.LocalChannel;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProcessInstanceTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final PromptLoop loop = new PromptLoop();
  private final FakeProcess process = new FakeProcess();

  @AfterEach
  void stop() {
    loop.shutdownGracefully();
  }

  @Test
  void restsOnItsEventLoopHoweverQuicklyItsHookEnds() {
    var instance = instance();

    instance.freeze();

    assertThat(process.frozenOnLoop).succeedsWithin(PATIENCE).isEqualTo(true);
  }

  private ProcessInstance instance() {
    var spec = Functions.function("nodejs12", "index.f").spec();
    var clock = Clock.systemUTC();
    var json = new ObjectMapper();
    var startup = new StartupOutput();
    var conversation = new InstanceChannel(json, clock, 1024, startup.output());
    var channel = new LocalChannel();
    loop.register(channel).syncUninterruptibly();
    channel.pipeline().addLast(conversation);
    var booted = new BootedProcess("instance-1", process, conversation, "engine", startup);
    var hooks =
        new LifecycleHooks(
            spec, booted, (_, _, _) -> OutputJournal.Lines.NONE, () -> "request", json, clock);
    return new ProcessInstance(spec, booted, hooks, json, clock);
  }

  /** Has done a step before it is left to it: what is attached to that step comes too late. */
  private static final class PromptLoop extends DefaultEventLoop {

    @Override
    public void execute(Runnable step) {
      var done = new CompletableFuture<Void>();
      super.execute(
          () -> {
            try {
              step.run();
            } finally {
              done.complete(null);
            }
          });
      if (!inEventLoop()) {
        done.join();
      }
    }
  }

  private final class FakeProcess implements InstanceProcess {

    private final CompletableFuture<Boolean> frozenOnLoop = new CompletableFuture<>();
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();

    @Override
    public CompletableFuture<Void> run(Program program) {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<String> attach(Path codeFolder) {
      return CompletableFuture.completedFuture("/code");
    }

    @Override
    public void limit(int memorySizeMB) {}

    @Override
    public InputStream output() {
      return InputStream.nullInputStream();
    }

    @Override
    public CompletableFuture<Integer> exit() {
      return exit;
    }

    @Override
    public Optional<Excess> excess() {
      return Optional.empty();
    }

    @Override
    public double peakMemoryMB() {
      return 1;
    }

    @Override
    public void freeze() {
      frozenOnLoop.complete(loop.inEventLoop());
    }

    @Override
    public void thaw() {}

    @Override
    public void kill() {
      exit.complete(137);
    }
  }
}
