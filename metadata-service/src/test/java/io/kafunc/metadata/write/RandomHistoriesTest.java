// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.eventlog.Decision.Accepted;
import io.kafunc.httpapi.Etag;
import io.kafunc.httpapi.Etag.Expected;
import io.kafunc.httpapi.FcError;
import io.kafunc.metadata.account.Account;
import io.kafunc.metadata.command.AliasCommand.DeleteAlias;
import io.kafunc.metadata.command.AliasCommand.UpdateAlias;
import io.kafunc.metadata.command.DomainCommand.DeleteCustomDomain;
import io.kafunc.metadata.command.DomainCommand.UpdateCustomDomain;
import io.kafunc.metadata.command.FunctionCommand.DeleteFunction;
import io.kafunc.metadata.command.FunctionCommand.UpdateFunction;
import io.kafunc.metadata.command.MetadataCommand;
import io.kafunc.metadata.command.ProvisionCommand.PutProvisionConfig;
import io.kafunc.metadata.command.ServiceCommand.DeleteService;
import io.kafunc.metadata.command.ServiceCommand.UpdateService;
import io.kafunc.metadata.command.TriggerCommand.DeleteTrigger;
import io.kafunc.metadata.command.TriggerCommand.UpdateTrigger;
import io.kafunc.metadata.command.VersionCommand.PublishVersion;
import io.kafunc.schemas.metadata.AliasConfig;
import io.kafunc.schemas.metadata.AliasEvent.AliasCreated;
import io.kafunc.schemas.metadata.AliasEvent.AliasMoved;
import io.kafunc.schemas.metadata.LayerEvent.LayerVersionPublished;
import io.kafunc.schemas.metadata.MetadataEvent;
import io.kafunc.schemas.metadata.OfService;
import io.kafunc.schemas.metadata.ServiceEvent.ServiceCreated;
import io.kafunc.schemas.metadata.VersionEvent.VersionPublished;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds whatever is asked of an account, and in whatever order. */
class RandomHistoriesTest {

  private static final int LENGTH = 2000;

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24, 25})
  void revisionsGrowByOneAndTimeNeverGoesBack(long seed) {
    run(
        seed,
        (before, event) -> {
          assertThat(event.stamp().revision()).isEqualTo(before.revision() + 1);
          assertThat(event.stamp().time()).isAfterOrEqualTo(before.lastTime());
        });
  }

  @ParameterizedTest
  @ValueSource(longs = {31, 32, 33, 34, 35})
  void numbersOfVersionsGrowForAsLongAsTheirServiceOrLayerLives(long seed) {
    var last = new HashMap<String, Long>();
    run(
        seed,
        (_, event) -> {
          switch (event) {
            case ServiceCreated created -> last.remove("service " + created.serviceName());
            case VersionPublished published ->
                assertGrows(last, "service " + published.serviceName(), published.versionId());
            case LayerVersionPublished published ->
                assertGrows(last, "layer " + published.layerName(), published.version());
            default -> {}
          }
        });
    assertThat(last).containsKeys("service s", "layer l");
  }

  private static void assertGrows(Map<String, Long> last, String what, long number) {
    assertThat(number).as(what).isGreaterThan(last.getOrDefault(what, 0L));
    last.put(what, number);
  }

  @Test
  void noAliasIsSetToAVersionThatWasNotThere() {
    var set = new HashSet<Long>();
    for (long seed = 41; seed < 51; seed++) {
      run(
          seed,
          (before, event) -> {
            switch (event) {
              case AliasCreated created -> set.add(assertThere(before, created, created.config()));
              case AliasMoved moved -> set.add(assertThere(before, moved, moved.config()));
              default -> {}
            }
          });
    }
    assertThat(set).hasSizeGreaterThan(2);
  }

  private static long assertThere(Account before, OfService event, AliasConfig config) {
    var versions = before.known(event.serviceName()).versions();
    assertThat(versions.has(config.versionId())).isTrue();
    return config.versionId();
  }

  /** Of all revisions there have been one is right, and it is right once. */
  @Test
  void noTwoEqualRequestsWithOneEtagBothSucceed() {
    var tried = new HashSet<Class<?>>();
    for (long seed = 51; seed < 61; seed++) {
      var account = Account.EMPTY;
      for (var command : Histories.random(seed, LENGTH / 2)) {
        var accepted = accepted(account, command);
        if (accepted.isPresent()) {
          var once = Optional.of(command);
          for (var right : underRightEtag(account, command)) {
            assertThat(once).as("the only one").contains(command);
            once = Optional.of(right);
          }
          tried.add(once.get() == command ? Account.class : command.getClass());
          account = AccountSpec.DECIDER.evolve(account, accepted(account, once.get()).get());
          if (once.get() != command) {
            assertThat(accepted(account, once.get())).as(command::toString).isEmpty();
          }
        }
      }
    }
    assertThat(tried)
        .contains(
            UpdateService.class,
            DeleteService.class,
            UpdateFunction.class,
            DeleteFunction.class,
            PublishVersion.class,
            UpdateAlias.class,
            DeleteAlias.class,
            UpdateTrigger.class,
            DeleteTrigger.class,
            PutProvisionConfig.class,
            UpdateCustomDomain.class,
            DeleteCustomDomain.class);
  }

  private static Optional<MetadataEvent> accepted(Account account, MetadataCommand command) {
    return AccountSpec.DECIDER.decide(account, command)
            instanceof Accepted<MetadataEvent, FcError>(var event)
        ? Optional.of(event)
        : Optional.empty();
  }

  /** The same command with each ETag that it is accepted with. */
  private static List<MetadataCommand> underRightEtag(Account account, MetadataCommand command) {
    return LongStream.rangeClosed(1, account.revision())
        .mapToObj(revision -> under(new Expected.Exactly(new Etag(revision)), command))
        .flatMap(Optional::stream)
        .filter(candidate -> accepted(account, candidate).isPresent())
        .toList();
  }

  private static Optional<MetadataCommand> under(Expected etag, MetadataCommand command) {
    return Optional.ofNullable(
        switch (command) {
          case UpdateService c -> new UpdateService(c.author(), c.serviceName(), etag, c.change());
          case DeleteService c -> new DeleteService(c.author(), c.serviceName(), etag);
          case UpdateFunction c ->
              new UpdateFunction(c.author(), c.serviceName(), c.functionName(), etag, c.change());
          case DeleteFunction c ->
              new DeleteFunction(c.author(), c.serviceName(), c.functionName(), etag);
          case PublishVersion c ->
              new PublishVersion(c.author(), c.serviceName(), etag, c.description());
          case UpdateAlias c ->
              new UpdateAlias(c.author(), c.serviceName(), c.aliasName(), etag, c.change());
          case DeleteAlias c -> new DeleteAlias(c.author(), c.serviceName(), c.aliasName(), etag);
          case UpdateTrigger c ->
              new UpdateTrigger(
                  c.author(), c.serviceName(), c.functionName(), c.triggerName(), etag, c.change());
          case DeleteTrigger c ->
              new DeleteTrigger(
                  c.author(), c.serviceName(), c.functionName(), c.triggerName(), etag);
          case PutProvisionConfig c -> new PutProvisionConfig(c.author(), c.at(), etag, c.change());
          case UpdateCustomDomain c ->
              new UpdateCustomDomain(c.author(), c.domainName(), etag, c.change());
          case DeleteCustomDomain c -> new DeleteCustomDomain(c.author(), c.domainName(), etag);
          default -> null;
        });
  }

  /** Decides a random history, and shows each event with the account that it came from. */
  private static void run(long seed, BiConsumer<Account, MetadataEvent> property) {
    var account = Account.EMPTY;
    for (var command : Histories.random(seed, LENGTH)) {
      if (AccountSpec.DECIDER.decide(account, command)
          instanceof Accepted<MetadataEvent, FcError>(var event)) {
        property.accept(account, event);
        account = AccountSpec.DECIDER.evolve(account, event);
      }
    }
    assertThat(account.revision()).as("accepted commands").isGreaterThan(LENGTH / 5);
  }
}
