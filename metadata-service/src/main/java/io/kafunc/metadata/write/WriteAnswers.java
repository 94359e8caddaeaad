// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.write;

import io.kafunc.metadata.wire.Answers;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;

/** What a caller hears of a write. */
public final class WriteAnswers {

  /** Where the event stands: whoever forwarded the write waits until it has read that far. */
  public static final String POSITION = "X-Kafunc-Position";

  /** 200 with the thing as it now is. */
  public static MutableHttpResponse<byte[]> ok(Written written) {
    return Answers.one(written.body().orElseThrow(), written.revision())
        .header(POSITION, Long.toString(written.position()));
  }

  /** 200 with the thing as it now is, shown otherwise than rows have it. */
  public static MutableHttpResponse<byte[]> ok(Written written, String body) {
    return Answers.one(body, written.revision())
        .header(POSITION, Long.toString(written.position()));
  }

  /** 200 with a body that is not about the thing itself. */
  public static MutableHttpResponse<byte[]> done(Written written, String body) {
    return Answers.json(body).header(POSITION, Long.toString(written.position()));
  }

  /** 200 and nothing, of no type: clients parse whatever says it is JSON. */
  public static MutableHttpResponse<byte[]> empty(Written written) {
    return HttpResponse.<byte[]>ok().header(POSITION, Long.toString(written.position()));
  }

  /** 204 and nothing. */
  public static MutableHttpResponse<byte[]> gone(Written written) {
    return HttpResponse.<byte[]>noContent().header(POSITION, Long.toString(written.position()));
  }

  private WriteAnswers() {}
}
