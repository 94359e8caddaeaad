// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.archive;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CodeDigestTest {

  @Test
  void agreesWithTheCatalogueOfChecksums() {
    var digest = new CodeDigest();
    digest.update("123456789".getBytes(US_ASCII), 0, 9);

    assertThat(digest.crc64()).isEqualTo(Long.toUnsignedString(0x995D_C9BB_DF19_39FAL));
    assertThat(digest.size()).isEqualTo(9);
    assertThat(digest.sha256())
        .isEqualTo("15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225");
  }

  @Test
  void isTheSameHoweverTheBytesAreCut() {
    var bytes = new byte[10_000];
    new Random(7).nextBytes(bytes);
    var whole = new CodeDigest();
    whole.update(bytes, 0, bytes.length);
    var pieces = new CodeDigest();
    var random = new Random(8);
    for (int at = 0; at < bytes.length; ) {
      int length = Math.min(bytes.length - at, random.nextInt(40));
      pieces.update(bytes, at, length);
      at += length;
    }

    assertThat(pieces.crc64()).isEqualTo(whole.crc64());
    assertThat(pieces.sha256()).isEqualTo(whole.sha256());
  }
}
