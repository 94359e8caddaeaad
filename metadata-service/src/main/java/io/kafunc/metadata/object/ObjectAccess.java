// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.object;

import static io.kafunc.metadata.object.ObjectError.ACCESS_DENIED;
import static io.kafunc.metadata.object.ObjectError.INVALID_ACCESS_KEY_ID;
import static io.kafunc.metadata.object.ObjectError.INVALID_ARGUMENT;
import static io.kafunc.metadata.object.ObjectError.REQUEST_TIME_TOO_SKEWED;
import static io.kafunc.metadata.object.ObjectError.SIGNATURE_DOES_NOT_MATCH;

import io.kafunc.httpapi.signature.AccessKeys;
import io.kafunc.httpapi.signature.Authenticator;
import io.kafunc.httpapi.signature.Credentials;
import io.kafunc.httpapi.signature.HttpDate;
import io.kafunc.httpapi.signature.SignatureSettings;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.AbstractMap.SimpleEntry;
import java.util.Map;
import java.util.Optional;

/**
 * Lets a request to the object endpoint in or refuses it: by the protocol's own signature, in
 * headers or in the URL, with a lasting key or one that was lent; or by what the rest of the API
 * takes, HTTP Basic among it.
 */
@Singleton
final class ObjectAccess {

  private static final String SCHEME = "OSS ";
  private static final String TOKEN = "security-token";

  private final AccessKeys keys;
  private final TemporaryKeys temporary;
  private final Authenticator authenticator;
  private final Clock clock;
  private final Duration maxSkew;

  ObjectAccess(
      AccessKeys keys,
      TemporaryKeys temporary,
      Authenticator authenticator,
      Clock clock,
      SignatureSettings settings) {
    this.keys = keys;
    this.temporary = temporary;
    this.authenticator = authenticator;
    this.clock = clock;
    this.maxSkew = settings.maxSkew();
  }

  /** Comes back when the request may do what it asks for. */
  void check(HttpRequest<?> request, ObjectAddress address, SubResources subResources) {
    var authorization = request.getHeaders().get("Authorization");
    var resource = address.resource() + subResources.signed();
    var signature = ObjectSignature.of(request.getMethodName(), headers(request), resource);
    if (authorization == null) {
      var id = parameter(request, "OSSAccessKeyId");
      var expires = parameter(request, "Expires");
      checkExpiry(expires);
      check(request, address, id, signature.expiring(expires), parameter(request, "Signature"));
    } else if (authorization.startsWith(SCHEME)) {
      int colon = authorization.indexOf(':');
      if (colon < 0) {
        throw INVALID_ARGUMENT.saying("Authorization header is invalid.");
      }
      var id = authorization.substring(SCHEME.length(), colon).strip();
      checkTime(signature.date());
      check(request, address, id, signature, authorization.substring(colon + 1).strip());
    } else if (authorization.startsWith("OSS4-")) {
      throw INVALID_ARGUMENT.saying("signatures of version 4 are not supported (allowed: OSS)");
    } else {
      authenticator.authenticate(request);
    }
  }

  private void check(
      HttpRequest<?> request,
      ObjectAddress address,
      String id,
      ObjectSignature signature,
      String claimed) {
    var token =
        Optional.ofNullable(request.getHeaders().get("X-Oss-Security-Token"))
            .or(() -> request.getParameters().get(TOKEN, String.class))
            .filter(text -> !text.isEmpty());
    if (token.isEmpty()) {
      var secret = keys.find(id).map(Credentials::accessKeySecret);
      mustMatch(signature, secret.orElseThrow(INVALID_ACCESS_KEY_ID::refusal), claimed);
      return;
    }
    var grant = temporary.open(token.get());
    if (!grant.accessKeyId().equals(id)) {
      throw INVALID_ACCESS_KEY_ID.refusal();
    }
    mustMatch(signature, grant.secret(), claimed);
    if (!grant.allows(request.getMethodName(), address)) {
      throw ACCESS_DENIED.saying("The security token does not allow this.");
    }
  }

  private static void mustMatch(ObjectSignature signature, String secret, String claimed) {
    if (!signature.matches(secret, claimed)) {
      throw SIGNATURE_DOES_NOT_MATCH.refusal();
    }
  }

  private void checkTime(String date) {
    var sent =
        HttpDate.parse(date)
            .orElseThrow(() -> ACCESS_DENIED.saying("A valid Date or x-oss-date is required."));
    if (Duration.between(sent, clock.instant()).abs().compareTo(maxSkew) > 0) {
      throw REQUEST_TIME_TOO_SKEWED.refusal();
    }
  }

  private void checkExpiry(String seconds) {
    try {
      if (clock.instant().getEpochSecond() >= Long.parseLong(seconds)) {
        throw ACCESS_DENIED.saying("Request has expired.");
      }
    } catch (NumberFormatException _) {
      throw ACCESS_DENIED.saying("Invalid date: Expires is a number of seconds.");
    }
  }

  private static String parameter(HttpRequest<?> request, String name) {
    return request
        .getParameters()
        .get(name, String.class)
        .orElseThrow(() -> ACCESS_DENIED.saying("Anonymous access is forbidden."));
  }

  private static Iterable<Map.Entry<String, String>> headers(HttpRequest<?> request) {
    return () ->
        request.getHeaders().asMap().entrySet().stream()
            .<Map.Entry<String, String>>map(
                header -> new SimpleEntry<>(header.getKey(), header.getValue().getFirst()))
            .iterator();
  }
}
