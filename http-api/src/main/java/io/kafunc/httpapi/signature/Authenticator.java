// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.signature;

import static io.kafunc.httpapi.ErrorCode.ACCESS_DENIED;
import static io.kafunc.httpapi.ErrorCode.INVALID_ACCESS_KEY_ID;
import static io.kafunc.httpapi.ErrorCode.INVALID_ARGUMENT;
import static io.kafunc.httpapi.ErrorCode.MISSING_REQUIRED_HEADER;
import static io.kafunc.httpapi.ErrorCode.REQUEST_TIME_TOO_SKEWED;
import static io.kafunc.httpapi.ErrorCode.SIGNATURE_NOT_MATCH;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.kafunc.httpapi.Caller;
import io.kafunc.httpapi.FcException;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.function.Function;

/**
 * Finds out who sent a request, by FC's signature or by HTTP Basic with the same key, or refuses
 * it. Runs on event loops: no I/O, no lock.
 */
@Singleton
public final class Authenticator {

  private static final String BASIC = "Basic ";

  private final AccessKeys keys;
  private final Clock clock;
  private final Duration maxSkew;

  public Authenticator(AccessKeys keys, Clock clock, SignatureSettings settings) {
    this.keys = keys;
    this.clock = clock;
    this.maxSkew = settings.maxSkew();
  }

  /** The caller, or {@link FcException} with what is missing or wrong. */
  public Caller authenticate(HttpRequest<?> request) {
    return authenticate(request, Signatures::of);
  }

  /**
   * The same for a request to an HTTP trigger: its query is signed as well, whatever its path, and
   * the signature may stand in the URL.
   */
  public Caller authenticateTrigger(HttpRequest<?> request) {
    var url = SignedUrl.of(request.getUri().getRawQuery());
    if (url.isPresent() && !request.getHeaders().contains("Authorization")) {
      return caller(request, byUrl(url.get(), request));
    }
    return authenticate(request, Signatures::ofTrigger);
  }

  /** Whose functions a request means that nobody has signed: the account it names, or ours. */
  public String accountNamedBy(HttpRequest<?> request) {
    return AccountRule.claimed(request).orElseGet(() -> keys.own().accountId());
  }

  private Caller authenticate(
      HttpRequest<?> request, Function<HttpRequest<?>, Signature> signature) {
    String authorization = request.getHeaders().get("Authorization");
    if (authorization == null || authorization.isBlank()) {
      throw MISSING_REQUIRED_HEADER.with("Authorization").exception();
    }
    Credentials credentials =
        authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())
            ? byPassword(authorization.substring(BASIC.length()).strip())
            : bySignature(authorization, request, signature.apply(request));
    return caller(request, credentials);
  }

  private static Caller caller(HttpRequest<?> request, Credentials credentials) {
    AccountRule.check(request, credentials.accountId());
    return new Caller(credentials.accountId(), credentials.accessKeyId());
  }

  private Credentials byUrl(SignedUrl url, HttpRequest<?> request) {
    Credentials credentials = known(url.accessKeyId());
    if (!url.expires().matches("[0-9]{1,18}")) {
      throw INVALID_ARGUMENT
          .saying(
              "x-fc-expires is set to an invalid value (allowed: Unix seconds, actual: '%s')"
                  .formatted(url.expires()))
          .exception();
    }
    if (Long.parseLong(url.expires()) < clock.instant().getEpochSecond()) {
      throw ACCESS_DENIED.saying("the signed URL has expired").exception();
    }
    Signature signature = Signatures.ofTrigger(request, url.signedQuery()).dated(url.expires());
    if (!Signatures.anyMatches(signature, request, credentials, url.signature())) {
      throw SIGNATURE_NOT_MATCH.with().exception();
    }
    return credentials;
  }

  private Credentials bySignature(
      String authorization, HttpRequest<?> request, Signature signature) {
    int colon = authorization.indexOf(':');
    if (!authorization.startsWith(Signature.SCHEME) || colon < 0) {
      throw notUnderstood();
    }
    String id = authorization.substring(Signature.SCHEME.length(), colon).strip();
    String claimed = authorization.substring(colon + 1).strip();
    if (signature.date().isEmpty()) {
      throw MISSING_REQUIRED_HEADER.with("Date").exception();
    }
    Credentials credentials = known(id);
    checkTime(signature.date());
    if (!Signatures.anyMatches(signature, request, credentials, claimed)) {
      throw SIGNATURE_NOT_MATCH.with().exception();
    }
    return credentials;
  }

  private Credentials byPassword(String encoded) {
    String pair;
    try {
      pair = new String(Base64.getDecoder().decode(encoded), UTF_8);
    } catch (IllegalArgumentException _) {
      throw notUnderstood();
    }
    int colon = pair.indexOf(':');
    if (colon < 0) {
      throw notUnderstood();
    }
    Credentials credentials = known(pair.substring(0, colon));
    if (!credentials.hasSecret(pair.substring(colon + 1))) {
      throw SIGNATURE_NOT_MATCH.with().exception();
    }
    return credentials;
  }

  private Credentials known(String accessKeyId) {
    return keys.find(accessKeyId)
        .orElseThrow(() -> INVALID_ACCESS_KEY_ID.with(accessKeyId).exception());
  }

  private void checkTime(String date) {
    Instant sent =
        HttpDate.parse(date)
            .orElseThrow(
                () ->
                    INVALID_ARGUMENT
                        .saying(
                            "Date is set to an invalid value"
                                + " (example: 'Thu, 23 Apr 2020 06:32:43 GMT', actual: '"
                                + date
                                + "')")
                        .exception());
    Instant now = clock.instant();
    if (Duration.between(sent, now).abs().compareTo(maxSkew) > 0) {
      throw REQUEST_TIME_TOO_SKEWED.with(date, HttpDate.format(now)).exception();
    }
  }

  private static FcException notUnderstood() {
    return INVALID_ARGUMENT
        .saying(
            "Authorization is set to an invalid value"
                + " (allowed: FC <accessKeyId>:<signature> | Basic <base64>)")
        .exception();
  }
}
