// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.signature;

import static io.kafunc.httpapi.ErrorCode.ACCESS_DENIED;

import io.kafunc.httpapi.FcHeaders;
import io.micronaut.http.HttpRequest;
import java.util.Optional;

/**
 * The account is the key's. A request that names another, by the first label of FC's host or by
 * {@code X-Fc-Account-Id}, is refused; an empty name counts as none (design 8.7).
 */
final class AccountRule {

  private static final String FC_DOMAIN = ".fc.aliyuncs.com";

  static void check(HttpRequest<?> request, String accountId) {
    check(accountId, request.getHeaders().get(FcHeaders.ACCOUNT_ID));
    check(accountId, accountOf(request.getHeaders().get("Host")));
  }

  /** The account that a request names, where it names one. */
  static Optional<String> claimed(HttpRequest<?> request) {
    String header = request.getHeaders().get(FcHeaders.ACCOUNT_ID);
    return Optional.ofNullable(header)
        .map(String::strip)
        .filter(account -> !account.isEmpty())
        .or(
            () ->
                Optional.of(accountOf(request.getHeaders().get("Host")))
                    .filter(account -> !account.isEmpty()));
  }

  /** The account in {@code <account>.<region>.fc.aliyuncs.com}, or the empty text. */
  static String accountOf(String host) {
    if (host == null) {
      return "";
    }
    int colon = host.lastIndexOf(':');
    String name = colon < 0 ? host : host.substring(0, colon);
    int domain = name.length() - FC_DOMAIN.length();
    int dot = name.indexOf('.');
    boolean named =
        domain > 0
            && dot > 0
            && dot < domain
            && name.regionMatches(true, domain, FC_DOMAIN, 0, FC_DOMAIN.length());
    return named ? name.substring(0, dot) : "";
  }

  private static void check(String own, String claimed) {
    if (claimed != null && !claimed.isBlank() && !claimed.strip().equals(own)) {
      throw ACCESS_DENIED
          .with("the access key does not belong to account '%s'".formatted(claimed.strip()))
          .exception();
    }
  }

  private AccountRule() {}
}
