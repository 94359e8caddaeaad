// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.catalog;

import static io.kafunc.httpapi.ErrorCode.ALIAS_NOT_FOUND;
import static io.kafunc.httpapi.ErrorCode.FUNCTION_NOT_FOUND;
import static io.kafunc.httpapi.ErrorCode.SERVICE_NOT_FOUND;
import static io.kafunc.httpapi.ErrorCode.VERSION_NOT_FOUND;

import io.kafunc.httpapi.FcError;
import io.kafunc.invoker.catalog.Resolution.Found;
import io.kafunc.invoker.catalog.Resolution.Missing;
import io.kafunc.invoker.catalog.ServiceSettings.Under;
import io.kafunc.schemas.metadata.AsyncInvokeConfig;
import io.kafunc.schemas.metadata.CodeArchive;
import io.kafunc.schemas.metadata.DomainConfig;
import io.kafunc.schemas.metadata.DomainEvent;
import io.kafunc.schemas.metadata.DomainEvent.CustomDomainCreated;
import io.kafunc.schemas.metadata.DomainEvent.CustomDomainDeleted;
import io.kafunc.schemas.metadata.DomainEvent.CustomDomainUpdated;
import io.kafunc.schemas.metadata.LayerEvent;
import io.kafunc.schemas.metadata.MetadataEvent;
import io.kafunc.schemas.metadata.OfService;
import io.kafunc.schemas.metadata.OnDemandEvent;
import io.kafunc.schemas.metadata.OnDemandEvent.OnDemandConfigDeleted;
import io.kafunc.schemas.metadata.OnDemandEvent.OnDemandConfigPut;
import io.kafunc.schemas.metadata.ProvisionConfig;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Every service the log tells of, each as an immutable {@link ServiceView}. One thread applies
 * events; any thread resolves, without locks, and sees each service as of one event.
 */
final class CatalogState {

  private static final String LATEST = "LATEST";

  private final Map<ServiceKey, ServiceView> services = new ConcurrentHashMap<>();
  private final Map<QualifiedFunction, Integer> onDemandLimits = new ConcurrentHashMap<>();
  private final Map<String, CustomDomain> domains = new ConcurrentHashMap<>();

  private record ServiceKey(String accountId, String serviceName) {}

  void apply(MetadataEvent event) {
    switch (event) {
      case OfService ofService -> apply(ofService);
      case OnDemandEvent limit -> apply(limit);
      case DomainEvent domain -> apply(domain);
      case LayerEvent _ -> {}
    }
  }

  private void apply(OnDemandEvent event) {
    var function =
        new QualifiedFunction(
            event.stamp().accountId(),
            event.serviceName(),
            event.qualifier(),
            event.functionName());
    switch (event) {
      case OnDemandConfigPut put -> onDemandLimits.put(function, put.maximumInstanceCount());
      case OnDemandConfigDeleted _ -> onDemandLimits.remove(function);
    }
  }

  private void apply(DomainEvent event) {
    switch (event) {
      case CustomDomainCreated created -> put(event, created.config());
      case CustomDomainUpdated updated -> put(event, updated.config());
      case CustomDomainDeleted _ -> domains.remove(event.domainName());
    }
  }

  private void put(DomainEvent event, DomainConfig config) {
    String account = event.stamp().accountId();
    domains.put(event.domainName(), new CustomDomain(event.domainName(), account, config.routes()));
  }

  private void apply(OfService event) {
    var key = new ServiceKey(event.stamp().accountId(), event.serviceName());
    ServiceView.evolve(Optional.ofNullable(services.get(key)), event)
        .ifPresentOrElse(view -> services.put(key, view), () -> services.remove(key));
  }

  /**
   * @param chance in [0, 1): decides between an alias's versions
   */
  Resolution resolve(
      String accountId, String serviceName, String qualifier, String functionName, double chance) {
    var view = services.get(new ServiceKey(accountId, serviceName));
    if (view == null) {
      return new Missing(SERVICE_NOT_FOUND.with(serviceName));
    }
    if (qualifier.equals(LATEST)) {
      return function(accountId, serviceName, qualifier, functionName, view.latest(), false);
    }
    if (isNumber(qualifier)) {
      var version = version(view, qualifier);
      return version == null
          ? new Missing(VERSION_NOT_FOUND.with(qualifier, serviceName))
          : function(accountId, serviceName, qualifier, functionName, version, false);
    }
    var alias = view.aliases().get(qualifier);
    if (alias == null) {
      return new Missing(ALIAS_NOT_FOUND.with(qualifier, serviceName));
    }
    var draw = VersionDraw.of(alias, chance);
    var version = view.versions().get(draw.versionId());
    return version == null
        ? new Missing(VERSION_NOT_FOUND.with(draw.versionId(), serviceName))
        : function(accountId, serviceName, qualifier, functionName, version, draw.darkLaunch());
  }

  /** Every archive that some function under LATEST or in a version names. */
  Set<CodeArchive> archives() {
    var archives = new HashSet<CodeArchive>();
    services.values().stream()
        .flatMap(view -> Stream.concat(Stream.of(view.latest()), view.versions().values().stream()))
        .flatMap(service -> service.functions().values().stream())
        .forEach(function -> function.code().ifPresent(archives::add));
    return archives;
  }

  /** How many on-demand instances a rule allows the function, where there is one (F-50). */
  OptionalInt onDemandLimit(QualifiedFunction function) {
    var limit = onDemandLimits.get(function);
    return limit == null ? OptionalInt.empty() : OptionalInt.of(limit);
  }

  /** Every configuration of provisioned instances. */
  List<Provision> provisions() {
    return services.entrySet().stream()
        .flatMap(
            service ->
                service.getValue().settings().provisions().entrySet().stream()
                    .map(
                        set ->
                            provision(
                                new QualifiedFunction(
                                    service.getKey().accountId(),
                                    service.getKey().serviceName(),
                                    set.getKey().qualifier(),
                                    set.getKey().functionName()),
                                set.getValue(),
                                service.getValue())))
        .toList();
  }

  private static Provision provision(
      QualifiedFunction function, ProvisionConfig config, ServiceView view) {
    var shares = new ArrayList<Provision.Share>();
    var missing = Optional.<FcError>empty();
    for (var part : view.parts(function.qualifier()).entrySet()) {
      var version = view.versions().get(part.getKey());
      var resolution =
          version == null
              ? new Missing(VERSION_NOT_FOUND.with(part.getKey(), function.serviceName()))
              : function(
                  function.accountId(),
                  function.serviceName(),
                  function.qualifier(),
                  function.functionName(),
                  version,
                  false);
      switch (resolution) {
        case Found(FunctionSpec spec) -> shares.add(new Provision.Share(spec, part.getValue()));
        case Missing(FcError error) -> missing = Optional.of(error);
      }
    }
    return new Provision(function, config, shares, missing);
  }

  /** How its asynchronous calls end, where that is configured. */
  Optional<AsyncInvokeConfig> asyncConfig(QualifiedFunction function) {
    return Optional.ofNullable(
            services.get(new ServiceKey(function.accountId(), function.serviceName())))
        .map(
            view ->
                view.settings()
                    .asyncCalls()
                    .get(new Under(function.functionName(), function.qualifier())));
  }

  /** By which requests the function may be called under exactly this qualifier. */
  Optional<HttpTrigger> httpTrigger(QualifiedFunction function) {
    return Optional.ofNullable(
            services.get(new ServiceKey(function.accountId(), function.serviceName())))
        .map(
            view ->
                view.settings()
                    .httpTriggers()
                    .get(new Under(function.functionName(), function.qualifier())));
  }

  Optional<CustomDomain> domain(String host) {
    return domains.isEmpty() ? Optional.empty() : Optional.ofNullable(domains.get(host));
  }

  /** How many calls an instance of it takes at once; of an alias, in one of its versions. */
  OptionalInt instanceConcurrency(QualifiedFunction function) {
    var resolution =
        resolve(
            function.accountId(),
            function.serviceName(),
            function.qualifier(),
            function.functionName(),
            0);
    return resolution instanceof Found(FunctionSpec spec)
        ? OptionalInt.of(spec.function().instanceConcurrency())
        : OptionalInt.empty();
  }

  int size() {
    return services.size();
  }

  private static Resolution function(
      String accountId,
      String serviceName,
      String qualifier,
      String functionName,
      FrozenService service,
      boolean darkLaunch) {
    var function = service.functions().get(functionName);
    if (function == null) {
      return new Missing(noFunction(functionName, serviceName));
    }
    return new Found(
        new FunctionSpec(
            accountId,
            serviceName,
            functionName,
            function.functionId(),
            qualifier,
            service.versionId(),
            darkLaunch,
            Math.max(service.revision(), function.revision()),
            service.config(),
            function.config(),
            function.code()));
  }

  private static FcError noFunction(String functionName, String serviceName) {
    return FUNCTION_NOT_FOUND.with(functionName, serviceName);
  }

  private static FrozenService version(ServiceView view, String qualifier) {
    try {
      return view.versions().get(Long.parseLong(qualifier));
    } catch (NumberFormatException tooLong) {
      return null;
    }
  }

  private static boolean isNumber(String qualifier) {
    return !qualifier.isEmpty() && qualifier.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
