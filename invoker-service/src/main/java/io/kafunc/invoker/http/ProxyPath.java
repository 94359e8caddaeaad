// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.http;

import io.kafunc.httpapi.Name;
import io.kafunc.httpapi.signature.PercentCoding;
import io.kafunc.invoker.catalog.QualifiedFunction;
import io.kafunc.invoker.invocation.QualifiedService;
import java.util.Set;

/**
 * {@code /2016-08-15/proxy/{service[.qualifier]}/{function}/{path}} (contract 1.7). Pure.
 *
 * @param path from the slash behind the function's name on, decoded
 */
record ProxyPath(QualifiedService service, String functionName, String path) {

  static final String BEGIN = "/2016-08-15/proxy/";

  /** Refuses, as an {@code FcException}, names that can be nobody's. */
  static ProxyPath parse(String rawPath) {
    String names = rawPath.substring(BEGIN.length());
    int service = end(names, 0);
    int function = end(names, Math.min(service + 1, names.length()));
    String functionName = names.substring(Math.min(service + 1, function), function);
    return new ProxyPath(
        QualifiedService.parse(PercentCoding.decode(names.substring(0, service))),
        Name.check("functionName", PercentCoding.decode(functionName)),
        function == names.length() ? "/" : PercentCoding.decode(names.substring(function)));
  }

  HttpTarget of(String accountId) {
    return new HttpTarget(
        new QualifiedFunction(accountId, service.serviceName(), service.qualifier(), functionName),
        path,
        Set.of());
  }

  private static int end(String names, int from) {
    int slash = names.indexOf('/', from);
    return slash < 0 ? names.length() : slash;
  }
}
