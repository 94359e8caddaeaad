// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.write;

import static io.kafunc.metadata.write.Commands.bind;
import static io.kafunc.metadata.write.Commands.createAlias;
import static io.kafunc.metadata.write.Commands.createDomain;
import static io.kafunc.metadata.write.Commands.createFunction;
import static io.kafunc.metadata.write.Commands.createLayer;
import static io.kafunc.metadata.write.Commands.createService;
import static io.kafunc.metadata.write.Commands.createTimer;
import static io.kafunc.metadata.write.Commands.deleteAlias;
import static io.kafunc.metadata.write.Commands.deleteAsync;
import static io.kafunc.metadata.write.Commands.deleteDomain;
import static io.kafunc.metadata.write.Commands.deleteFunction;
import static io.kafunc.metadata.write.Commands.deleteLayer;
import static io.kafunc.metadata.write.Commands.deleteOnDemand;
import static io.kafunc.metadata.write.Commands.deleteService;
import static io.kafunc.metadata.write.Commands.deleteTrigger;
import static io.kafunc.metadata.write.Commands.deleteVersion;
import static io.kafunc.metadata.write.Commands.provision;
import static io.kafunc.metadata.write.Commands.publish;
import static io.kafunc.metadata.write.Commands.putAsync;
import static io.kafunc.metadata.write.Commands.putOnDemand;
import static io.kafunc.metadata.write.Commands.shareLayer;
import static io.kafunc.metadata.write.Commands.tag;
import static io.kafunc.metadata.write.Commands.unbind;
import static io.kafunc.metadata.write.Commands.untag;
import static io.kafunc.metadata.write.Commands.updateAlias;
import static io.kafunc.metadata.write.Commands.updateDomain;
import static io.kafunc.metadata.write.Commands.updateFunction;
import static io.kafunc.metadata.write.Commands.updateService;
import static io.kafunc.metadata.write.Commands.updateTrigger;

import io.kafunc.metadata.command.AliasChange;
import io.kafunc.metadata.command.DomainChange;
import io.kafunc.metadata.command.MetadataCommand;
import io.kafunc.metadata.command.ServiceChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Sequences of commands. */
public final class Histories {

  private static final String TIMER = "{\"cronExpression\":\"@every 1m\",\"enable\":true}";

  /** The life of a service in which everything happens that can. */
  public static List<MetadataCommand> ofEveryEvent() {
    return List.of(
        createService(),
        createFunction("f"),
        createFunction("g"),
        createTimer(TIMER),
        publish(),
        updateService(ServiceChange.NONE),
        updateFunction(AFunction.nothing().memorySize(256)),
        publish(),
        createAlias("1", Map.of("2", 0.1)),
        updateAlias(moved("2")),
        updateAlias(described("d")),
        updateTrigger("{\"enable\":false}"),
        putOnDemand("LATEST", 3),
        putOnDemand("LATEST", 0),
        provision("a", 2),
        provision("1", 1),
        provision("a", 0),
        provision("a", 5),
        putAsync("LATEST", 1),
        putAsync("LATEST", 2),
        putAsync("a", 3),
        deleteAsync("LATEST"),
        deleteOnDemand("LATEST"),
        putOnDemand("a", 7),
        tag(Map.of("a", "1", "b", "2")),
        bind("vpc-1"),
        bind("vpc-2"),
        untag("a"),
        updateService(ServiceChange.NONE),
        unbind("vpc-1"),
        createDomain(DomainChange.NONE),
        updateDomain(DomainChange.NONE),
        createLayer(),
        createLayer(),
        shareLayer(true),
        deleteLayer("2"),
        createLayer(),
        deleteVersion("1"),
        deleteTrigger(),
        deleteFunction(),
        createService("other"),
        deleteDomain(),
        deleteAlias());
  }

  /** Anything at any time; most of it is refused. */
  public static List<MetadataCommand> random(long seed, int length) {
    var random = new Random(seed);
    var commands = new ArrayList<MetadataCommand>(List.of(createService(), createFunction()));
    while (commands.size() < length) {
      commands.add(any(random));
    }
    return commands;
  }

  private static MetadataCommand any(Random random) {
    var version = Integer.toString(1 + random.nextInt(6));
    return switch (random.nextInt(32)) {
      case 0 -> createService(random.nextBoolean() ? "s" : "other");
      case 1 -> updateService(ServiceChange.NONE);
      case 2 -> deleteService(random.nextBoolean() ? "s" : "other");
      case 3 -> createFunction();
      case 4 -> createFunction("g");
      case 5 -> updateFunction(AFunction.nothing().description("d" + random.nextInt()));
      case 6 -> deleteFunction(random.nextBoolean() ? "f" : "g");
      case 7, 8 -> publish();
      case 9 -> deleteVersion(version);
      case 10 -> createAlias(version, Map.of("1", random.nextInt(10) / 10.0));
      case 11 -> updateAlias(moved(version));
      case 12 -> deleteAlias();
      case 13 -> createTimer(TIMER);
      case 14 -> updateTrigger("{\"payload\":\"p\"}");
      case 15 -> putOnDemand("LATEST", random.nextInt(3));
      case 16 -> deleteOnDemand("LATEST");
      case 17 -> provision("a", random.nextInt(3));
      case 18 -> provision(version, random.nextInt(3));
      case 19 -> putAsync("a", random.nextInt(3));
      case 20 -> deleteAsync("a");
      case 21 -> tag(Map.of("k" + random.nextInt(3), "v"));
      case 22 -> untag("k" + random.nextInt(3));
      case 23 -> bind("vpc-" + random.nextInt(3));
      case 24 -> unbind("vpc-" + random.nextInt(3));
      case 25 -> createDomain(DomainChange.NONE);
      case 26 -> updateDomain(DomainChange.NONE);
      case 27 -> deleteDomain();
      case 28 -> createLayer();
      case 29 -> deleteLayer(version);
      case 30 -> shareLayer(random.nextBoolean());
      default -> deleteTrigger();
    };
  }

  private static AliasChange moved(String version) {
    return new AliasChange(Optional.of(version), Optional.empty(), Optional.empty());
  }

  private static AliasChange described(String description) {
    return new AliasChange(Optional.empty(), Optional.of(description), Optional.empty());
  }

  private Histories() {}
}
