// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kafunc.httpapi.Etag;
import io.kafunc.httpapi.Page;
import io.kafunc.httpapi.PageRequest;
import io.kafunc.metadata.answer.AnswerJson;
import io.kafunc.metadata.projection.KnownAnswers.Answer;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Bodies that are already written, on their way out. */
public final class Answers {

  private static final int ANY_LETTER = Character.MAX_CODE_POINT;

  /** One thing and its revision. */
  public static MutableHttpResponse<byte[]> one(String body, long revision) {
    return one(Answer.of(body, revision));
  }

  public static MutableHttpResponse<byte[]> one(Answer answer) {
    var response = HttpResponse.ok(answer.body()).contentType(MediaType.APPLICATION_JSON_TYPE);
    new Etag(answer.revision()).writeTo(response);
    return response;
  }

  public static MutableHttpResponse<byte[]> json(String body) {
    return HttpResponse.ok(body.getBytes(UTF_8)).contentType(MediaType.APPLICATION_JSON_TYPE);
  }

  /**
   * A page of rows as {@code {"<key>":[…],"nextToken":"…"}}: the array is always there, the token
   * only where more follows (contract 0.7).
   */
  public static <R> MutableHttpResponse<byte[]> list(
      String key, Page<R> page, Function<R, String> body, String more) {
    var text = new StringBuilder("{\"").append(key).append("\":").append(array(page, body));
    page.nextToken()
        .ifPresent(token -> text.append(",\"nextToken\":").append(AnswerJson.write(token)));
    return json(text.append(more).append('}').toString());
  }

  /**
   * A page of configurations: unlike other lists an empty one is {@code null} (contract 0.7).
   *
   * @param end the token where no more follows; none when absent
   */
  public static <R> MutableHttpResponse<byte[]> configs(
      Page<R> page, Function<R, String> body, Optional<String> end) {
    var configs = page.items().isEmpty() ? "null" : array(page, body);
    var token =
        page.nextToken()
            .or(() -> end)
            .map(text -> ",\"nextToken\":" + AnswerJson.write(text))
            .orElse("");
    return json("{\"configs\":" + configs + token + "}");
  }

  private static <R> String array(Page<R> page, Function<R, String> body) {
    return page.items().stream().map(body).collect(Collectors.joining(",", "[", "]"));
  }

  /** The page of rows that were read with one more than wanted. */
  public static <R> Page<R> page(List<R> rows, int limit, Function<R, String> name) {
    return rows.size() <= limit
        ? new Page<>(rows, Optional.empty())
        : new Page<>(rows.subList(0, limit), Optional.of(name.apply(rows.get(limit))));
  }

  /** The first name a page may have. */
  public static String from(PageRequest wanted) {
    return wanted
        .from()
        .filter(name -> Page.BYTE_ORDER.compare(name, wanted.prefix()) > 0)
        .orElse(wanted.prefix());
  }

  /** A text behind all names that begin with the prefix. */
  public static String until(PageRequest wanted) {
    return wanted.prefix() + Character.toString(ANY_LETTER);
  }

  private Answers() {}
}
