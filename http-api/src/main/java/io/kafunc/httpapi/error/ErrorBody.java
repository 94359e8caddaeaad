// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.error;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.kafunc.httpapi.FcError;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The body of a refusal, byte for byte {@code {"ErrorCode":"…","ErrorMessage":"…"}}: the PHP SDK
 * searches the text and would miss it with a space after a colon (fc-contract section 3). Written
 * by hand, so that no setting of a JSON library can change it.
 */
public final class ErrorBody {

  public static byte[] render(FcError error) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(96);
    text(out, "{\"ErrorCode\":\"");
    escaped(out, error.code().code());
    text(out, "\",\"ErrorMessage\":\"");
    escaped(out, error.message());
    text(out, "\"}");
    return out.toByteArray();
  }

  private static void text(ByteArrayOutputStream out, String text) {
    out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static void escaped(ByteArrayOutputStream out, String text) {
    // A lone half of a surrogate pair has no UTF-8; the round trip turns it into '?'.
    String clean = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    out.writeBytes(JsonStringEncoder.getInstance().quoteAsUTF8(clean));
  }

  private ErrorBody() {}
}
