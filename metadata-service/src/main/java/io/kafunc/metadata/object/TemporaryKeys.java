// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.object;

import static io.kafunc.metadata.object.ObjectError.INVALID_SECURITY_TOKEN;
import static io.kafunc.metadata.object.ObjectError.SECURITY_TOKEN_EXPIRED;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.kafunc.httpapi.RequestIds;
import io.kafunc.metadata.seal.Seal;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/**
 * Access keys that are lent for one upload. All there is to know of one stands in its security
 * token, sealed with the suite's own key: nothing is kept, and every process knows it again.
 */
@Singleton
public final class TemporaryKeys {

  /** The bucket they open. What lies in it is on its way to the code store, and expires. */
  public static final String BUCKET = "kafunc-uploads";

  static final Duration LIFETIME = Duration.ofHours(1);
  private static final String TOKEN = "temporary key";
  private static final String SECRET = "temporary secret";
  private static final int FIELDS = 4;

  private final Seal seal;
  private final RequestIds ids;
  private final Clock clock;

  TemporaryKeys(Seal seal, RequestIds ids, Clock clock) {
    this.seal = seal;
    this.ids = ids;
    this.clock = clock;
  }

  /** A key as it is handed out; it opens {@code <folder>…/<objectName>} for writing. */
  public record Lent(
      String accessKeyId,
      String accessKeySecret,
      String securityToken,
      Instant expiration,
      String objectName) {}

  /** What a token allows. */
  record Grant(String accessKeyId, String secret, String folder, String objectName) {

    boolean allows(String method, ObjectAddress address) {
      return method.equals("PUT")
          && address.bucket().filter(BUCKET::equals).isPresent()
          && address.key().filter(this::covers).isPresent();
    }

    private boolean covers(String key) {
      return key.startsWith(folder) && key.endsWith("/" + objectName);
    }
  }

  /**
   * @param folder the beginning of the keys it opens, with a slash at the end
   */
  public Lent lend(String folder) {
    var id = "STS." + ids.next();
    var objectName = ids.next();
    var expires = clock.instant().plus(LIFETIME).truncatedTo(ChronoUnit.SECONDS);
    var text = String.join("\n", id, Long.toString(expires.getEpochSecond()), folder, objectName);
    var token =
        Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8))
            + "."
            + seal.of(TOKEN, text);
    return new Lent(id, seal.of(SECRET, text), token, expires, objectName);
  }

  Grant open(String token) {
    int dot = token.indexOf('.');
    var text = dot < 0 ? "" : decoded(token.substring(0, dot));
    var fields = text.split("\n");
    boolean isOurs =
        fields.length == FIELDS
            && MessageDigest.isEqual(
                seal.of(TOKEN, text).getBytes(UTF_8), token.substring(dot + 1).getBytes(UTF_8));
    if (!isOurs) {
      throw INVALID_SECURITY_TOKEN.refusal();
    }
    if (clock.instant().getEpochSecond() >= Long.parseLong(fields[1])) {
      throw SECURITY_TOKEN_EXPIRED.refusal();
    }
    return new Grant(fields[0], seal.of(SECRET, text), fields[2], fields[3]);
  }

  private static String decoded(String base64) {
    try {
      return new String(Base64.getUrlDecoder().decode(base64), UTF_8);
    } catch (IllegalArgumentException _) {
      return "";
    }
  }
}
