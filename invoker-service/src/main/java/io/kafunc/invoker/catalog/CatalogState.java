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
import io.kafunc.schemas.metadata.CodeArchive;
import io.kafunc.schemas.metadata.MetadataEvent;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
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

  private record ServiceKey(String accountId, String serviceName) {}

  void apply(MetadataEvent event) {
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
