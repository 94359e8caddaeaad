// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.catalog;

import io.kafunc.eventlog.LocalReaders;
import io.kafunc.eventlog.Node;
import io.kafunc.eventlog.Recorded;
import io.kafunc.eventlog.kafka.FenceRecord;
import io.kafunc.eventlog.kafka.KafkaEventLog;
import io.kafunc.eventlog.kafka.SchemaTopic;
import io.kafunc.eventlog.kafka.TestBroker;
import io.kafunc.invoker.invocation.InvokerServer;
import io.kafunc.schemas.Schemas;
import io.kafunc.schemas.Topics;
import io.kafunc.schemas.metadata.AliasConfig;
import io.kafunc.schemas.metadata.AliasEvent.AliasCreated;
import io.kafunc.schemas.metadata.AliasEvent.AliasDeleted;
import io.kafunc.schemas.metadata.AliasEvent.AliasMoved;
import io.kafunc.schemas.metadata.AsyncConfigEvent.AsyncInvokeConfigPut;
import io.kafunc.schemas.metadata.AsyncInvokeConfig;
import io.kafunc.schemas.metadata.CodeArchive;
import io.kafunc.schemas.metadata.DomainConfig;
import io.kafunc.schemas.metadata.DomainEvent.CustomDomainCreated;
import io.kafunc.schemas.metadata.DomainEvent.CustomDomainDeleted;
import io.kafunc.schemas.metadata.DomainRoute;
import io.kafunc.schemas.metadata.FunctionConfig;
import io.kafunc.schemas.metadata.FunctionEvent.FunctionCreated;
import io.kafunc.schemas.metadata.FunctionEvent.FunctionDeleted;
import io.kafunc.schemas.metadata.FunctionEvent.FunctionUpdated;
import io.kafunc.schemas.metadata.FunctionSnapshot;
import io.kafunc.schemas.metadata.LogConfig;
import io.kafunc.schemas.metadata.MetadataEvent;
import io.kafunc.schemas.metadata.OfService;
import io.kafunc.schemas.metadata.ProvisionConfig;
import io.kafunc.schemas.metadata.ProvisionEvent.ProvisionConfigPut;
import io.kafunc.schemas.metadata.ServiceConfig;
import io.kafunc.schemas.metadata.ServiceEvent.ServiceCreated;
import io.kafunc.schemas.metadata.ServiceEvent.ServiceDeleted;
import io.kafunc.schemas.metadata.ServiceEvent.ServiceUpdated;
import io.kafunc.schemas.metadata.ServiceSnapshot;
import io.kafunc.schemas.metadata.Stamp;
import io.kafunc.schemas.metadata.TriggerConfig;
import io.kafunc.schemas.metadata.TriggerEvent.TriggerCreated;
import io.kafunc.schemas.metadata.TriggerEvent.TriggerDeleted;
import io.kafunc.schemas.metadata.TriggerEvent.TriggerUpdated;
import io.kafunc.schemas.metadata.VersionEvent.VersionDeleted;
import io.kafunc.schemas.metadata.VersionEvent.VersionPublished;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/** Writes an account's history for tests, one event a line, with good defaults. */
public final class MetadataLog {

  public static final String ACCOUNT = "1000000000000000";
  private static final Instant TIME = Instant.parse("2020-10-22T00:00:00Z");

  private final List<MetadataEvent> events = new ArrayList<>();
  private long revision;

  public List<MetadataEvent> events() {
    return List.copyOf(events);
  }

  /** The events as a reader gets them. */
  public List<Recorded<MetadataEvent>> recorded() {
    return IntStream.range(0, events.size())
        .mapToObj(i -> new Recorded<>(i, events.get(i)))
        .toList();
  }

  /** Puts them into the metadata topic, as metadata-service would. */
  public void writeTo(TestBroker broker, InvokerServer reader) {
    var schemas = reader.bean(SchemaTopic.class);
    var metadata =
        new KafkaEventLog<>(
            broker.config(),
            new TopicPartition(Topics.METADATA, 0),
            Schemas.metadata(schemas),
            event -> event.stamp().accountId().getBytes(StandardCharsets.US_ASCII),
            new FenceRecord(schemas),
            reader.bean(LocalReaders.class),
            Clock.systemUTC());
    try (var writer = metadata.own(new Node("test", "http://127.0.0.1"))) {
      writer.append(events).join();
    }
  }

  public MetadataLog service(String name) {
    return service(name, aService("", ""));
  }

  public MetadataLog service(String name, ServiceConfig config) {
    return add(new ServiceCreated(stamp(), name, "id-of-" + name, config));
  }

  public MetadataLog updateService(String name, ServiceConfig config) {
    return add(new ServiceUpdated(stamp(), name, config));
  }

  public MetadataLog deleteService(String name) {
    return add(new ServiceDeleted(stamp(), name));
  }

  public MetadataLog function(String service, String name, FunctionConfig config) {
    return function(service, name, config, code(name));
  }

  public MetadataLog function(
      String service, String name, FunctionConfig config, CodeArchive code) {
    return add(
        new FunctionCreated(
            stamp(), service, name, functionId(service, name), config, Optional.of(code)));
  }

  public MetadataLog updateFunction(String service, String name, FunctionConfig config) {
    return updateFunction(service, name, config, code(name));
  }

  public MetadataLog updateFunction(
      String service, String name, FunctionConfig config, CodeArchive code) {
    return add(new FunctionUpdated(stamp(), service, name, config, Optional.of(code)));
  }

  public MetadataLog deleteFunction(String service, String name) {
    return add(new FunctionDeleted(stamp(), service, name));
  }

  /** Publishes what the log so far says of the service. */
  public MetadataLog publish(String service, long versionId) {
    var functions = functions(service);
    return add(
        new VersionPublished(
            stamp(),
            service,
            versionId,
            "",
            new ServiceSnapshot("id-of-" + service, config(service), TIME, TIME, 1, functions)));
  }

  public MetadataLog asyncConfig(
      String service, String function, String qualifier, AsyncInvokeConfig config) {
    return add(new AsyncInvokeConfigPut(stamp(), service, function, qualifier, config));
  }

  public MetadataLog provision(
      String service, String function, String qualifier, ProvisionConfig config) {
    return add(new ProvisionConfigPut(stamp(), service, function, qualifier, config));
  }

  public MetadataLog deleteVersion(String service, long versionId) {
    return add(new VersionDeleted(stamp(), service, versionId));
  }

  public MetadataLog alias(
      String service, String name, long versionId, Map<String, Double> weights) {
    return add(new AliasCreated(stamp(), service, name, new AliasConfig(versionId, "", weights)));
  }

  public MetadataLog moveAlias(
      String service, String name, long versionId, Map<String, Double> weights) {
    return add(new AliasMoved(stamp(), service, name, new AliasConfig(versionId, "", weights)));
  }

  public MetadataLog deleteAlias(String service, String name) {
    return add(new AliasDeleted(stamp(), service, name));
  }

  public MetadataLog trigger(
      String service, String function, String name, String type, String qualifier, String json) {
    var config = aTrigger(type, qualifier, json);
    return add(new TriggerCreated(stamp(), service, function, name, "id-of-" + name, config));
  }

  public MetadataLog updateTrigger(
      String service, String function, String name, String type, String qualifier, String json) {
    return add(
        new TriggerUpdated(stamp(), service, function, name, aTrigger(type, qualifier, json)));
  }

  public MetadataLog deleteTrigger(String service, String function, String name) {
    return add(new TriggerDeleted(stamp(), service, function, name));
  }

  /** A domain with one route. */
  public MetadataLog domain(String name, String path, String service, String function) {
    var route = new DomainRoute(path, service, function, Optional.empty(), List.of());
    var config = new DomainConfig("HTTP", List.of(route), Optional.empty(), Optional.empty());
    return add(new CustomDomainCreated(stamp(), name, config));
  }

  public MetadataLog deleteDomain(String name) {
    return add(new CustomDomainDeleted(stamp(), name));
  }

  private static TriggerConfig aTrigger(String type, String qualifier, String json) {
    var set = Optional.of(qualifier).filter(text -> !text.isEmpty());
    return new TriggerConfig(type, "", Optional.empty(), Optional.empty(), set, json);
  }

  public static ServiceConfig aService(String project, String logstore) {
    return new ServiceConfig(
        "",
        "",
        new LogConfig(project, logstore, false, false, Optional.empty()),
        Optional.empty(),
        true,
        Optional.empty(),
        Optional.empty());
  }

  public static FunctionConfig aFunction(String runtime, int timeoutSeconds, int memoryMB) {
    return aFunction(runtime, timeoutSeconds, memoryMB, 1);
  }

  public static FunctionConfig aFunction(
      String runtime, int timeoutSeconds, int memoryMB, int concurrency) {
    return new FunctionConfig(
        "",
        runtime,
        "index.handler",
        Optional.empty(),
        timeoutSeconds,
        3,
        memoryMB,
        Map.of(),
        concurrency,
        "e1",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  public static CodeArchive code(String text) {
    return new CodeArchive(text, 1, "0");
  }

  private static String functionId(String service, String name) {
    return "id-of-" + service + "/" + name;
  }

  private MetadataLog add(MetadataEvent event) {
    events.add(event);
    return this;
  }

  private Stamp stamp() {
    return new Stamp(ACCOUNT, ++revision, TIME, "test-key", "request-" + revision);
  }

  private ServiceConfig config(String service) {
    return of(service)
        .flatMap(
            event ->
                switch (event) {
                  case ServiceCreated created -> Stream.of(created.config());
                  case ServiceUpdated updated -> Stream.of(updated.config());
                  default -> Stream.<ServiceConfig>empty();
                })
        .reduce((earlier, later) -> later)
        .orElseThrow();
  }

  private List<FunctionSnapshot> functions(String service) {
    var latest = new java.util.TreeMap<String, FunctionSnapshot>();
    of(service)
        .forEach(
            event -> {
              switch (event) {
                case FunctionCreated(
                        _,
                        _,
                        String name,
                        String id,
                        FunctionConfig config,
                        var code) ->
                    latest.put(name, new FunctionSnapshot(name, id, config, code, TIME, TIME, 1));
                case FunctionUpdated(_, _, String name, FunctionConfig config, var code) ->
                    latest.put(
                        name,
                        new FunctionSnapshot(
                            name, functionId(service, name), config, code, TIME, TIME, 1));
                case FunctionDeleted(_, _, String name) -> latest.remove(name);
                default -> {}
              }
            });
    return List.copyOf(latest.values());
  }

  private Stream<OfService> of(String service) {
    return events.stream()
        .filter(OfService.class::isInstance)
        .map(OfService.class::cast)
        .filter(event -> event.serviceName().equals(service));
  }
}
