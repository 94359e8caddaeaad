// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import io.kafunc.httpapi.Caller;
import io.kafunc.invoker.catalog.Provision;
import io.kafunc.invoker.catalog.QualifiedFunction;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What runs now, counted per function, qualifier and version, and what is kept ready: for
 * operators, and for whoever answers GetProvisionConfig.
 */
@Controller("/kafunc/instances")
final class InstancesController {

  private final InstancePool pool;
  private final Provisioner provisioner;

  InstancesController(InstancePool pool, Provisioner provisioner) {
    this.pool = pool;
    this.provisioner = provisioner;
  }

  /**
   * The instances of one function under one qualifier and version.
   *
   * @param instances all that are ready; {@code starting} come on top
   * @param frozen idle ones that get no processor time
   * @param running calls in them
   */
  record Count(
      String serviceName,
      String functionName,
      String qualifier,
      String versionId,
      int instances,
      int onDemand,
      int provisioned,
      int starting,
      int busy,
      int idle,
      int frozen,
      int running,
      int waiting) {

    static Count of(PoolCounts counts) {
      return new Count(
          counts.serviceName(),
          counts.functionName(),
          counts.qualifier(),
          counts.versionId(),
          counts.instances(),
          counts.onDemand(),
          counts.provisioned(),
          counts.starting(),
          counts.busy(),
          counts.idle(),
          counts.frozen(),
          counts.running(),
          counts.waiting());
    }
  }

  /**
   * A configuration of provisioned instances, and how far it is met.
   *
   * @param target the effective one
   * @param currentError why there are fewer; empty where nothing is wrong
   */
  record Provisioned(
      String serviceName,
      String functionName,
      String qualifier,
      int target,
      int current,
      String currentError) {}

  record Instances(List<Count> instances, List<Provisioned> provisioned) {}

  /** Not on an event loop: what a configuration asks for may have to be reckoned first. */
  @Get
  @ExecuteOn(TaskExecutors.VIRTUAL)
  Instances list(Caller caller) {
    var counts =
        pool.counts().stream().filter(each -> each.accountId().equals(caller.accountId())).toList();
    var merged = new TreeMap<String, PoolCounts>();
    counts.forEach(each -> merged.merge(key(each), each, PoolCounts::and));
    var provisions =
        provisioner.provisions().stream()
            .filter(each -> each.function().accountId().equals(caller.accountId()))
            .toList();
    return new Instances(
        merged.values().stream().map(Count::of).toList(),
        Stream.concat(
                provisions.stream()
                    .map(each -> provisioned(each, provisioner.target(each), counts)),
                released(provisions, counts))
            .toList());
  }

  /** What is not asked for any more is still there until it has been let go. */
  private static Stream<Provisioned> released(List<Provision> provisions, List<PoolCounts> counts) {
    var configured = provisions.stream().map(Provision::function).collect(Collectors.toSet());
    return counts.stream()
        .filter(each -> each.provisioned() > 0)
        .map(PoolCounts::function)
        .distinct()
        .filter(function -> !configured.contains(function))
        .map(
            function ->
                new Provisioned(
                    function.serviceName(),
                    function.functionName(),
                    function.qualifier(),
                    0,
                    of(function, counts).mapToInt(PoolCounts::provisioned).sum(),
                    ""));
  }

  private static Provisioned provisioned(Provision provision, int target, List<PoolCounts> counts) {
    var function = provision.function();
    var error =
        provision
            .missing()
            .map(missing -> missing.message())
            .or(
                () ->
                    of(function, counts)
                        .map(PoolCounts::error)
                        .filter(text -> !text.isEmpty())
                        .findFirst());
    return new Provisioned(
        function.serviceName(),
        function.functionName(),
        function.qualifier(),
        target,
        of(function, counts).mapToInt(PoolCounts::provisioned).sum(),
        error.orElse(""));
  }

  private static Stream<PoolCounts> of(QualifiedFunction function, List<PoolCounts> counts) {
    return counts.stream().filter(each -> each.function().equals(function));
  }

  private static String key(PoolCounts counts) {
    return String.join(
        "/", counts.serviceName(), counts.functionName(), counts.qualifier(), counts.versionId());
  }
}
