// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.server;

import io.kafunc.httpapi.FcHeaders;
import io.kafunc.httpapi.RequestIds;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The last look at every answer, whoever made it, also where no filter ran: there is a request id
 * and a date, names are spelled as Go spells them (Java and PHP look them up so, fc-contract
 * section 0, rule 5), and an empty success claims no content type (rule 4) but where it describes a
 * body, as HEAD does.
 */
@Sharable
final class ResponseHeaders extends ChannelOutboundHandlerAdapter {

  private final RequestIds ids;
  private final DateHeader date;

  ResponseHeaders(RequestIds ids, DateHeader date) {
    this.ids = ids;
    this.date = date;
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (message instanceof HttpResponse response
        && response.status().codeClass() != HttpStatusClass.INFORMATIONAL) {
      complete(response);
    }
    ctx.write(message, promise);
  }

  private void complete(HttpResponse response) {
    HttpHeaders headers = response.headers();
    if (!headers.contains(FcHeaders.REQUEST_ID)) {
      headers.set(FcHeaders.REQUEST_ID, ids.next());
    }
    if (!headers.contains(HttpHeaderNames.DATE)) {
      headers.set("Date", date.value());
    }
    if (response instanceof FullHttpResponse full
        && !full.content().isReadable()
        && HttpUtil.getContentLength(response, 0L) == 0
        && response.status().codeClass() == HttpStatusClass.SUCCESS) {
      headers.remove(HttpHeaderNames.CONTENT_TYPE);
    }
    respell(headers);
  }

  private static void respell(HttpHeaders headers) {
    List<Map.Entry<String, String>> wrong = null;
    for (Map.Entry<String, String> header : headers) {
      if (!HeaderSpelling.isCanonical(header.getKey())) {
        wrong = wrong == null ? new ArrayList<>(4) : wrong;
        wrong.add(Map.entry(header.getKey(), header.getValue()));
      }
    }
    if (wrong != null) {
      wrong.forEach(header -> headers.remove(header.getKey()));
      wrong.forEach(
          header -> headers.add(HeaderSpelling.canonical(header.getKey()), header.getValue()));
    }
  }
}
