// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.code;

import static io.kafunc.httpapi.ErrorCode.ACCESS_DENIED;
import static io.kafunc.httpapi.ErrorCode.CODE_NOT_FOUND;

import io.kafunc.httpapi.Caller;
import io.kafunc.httpapi.signature.Authenticator;
import io.kafunc.httpapi.signature.Open;
import io.kafunc.metadata.wire.Qualified;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.server.types.files.SystemFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Map;

/** GetFunctionCode, and the archives it points at (contract 1.2, design 8.8). */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
class CodeController {

  private static final MediaType ZIP = MediaType.of("application/zip");

  private final CodeStore store;
  private final CodeLookup lookup;
  private final CodeTokens tokens;
  private final CodeUrls urls;
  private final Authenticator authenticator;

  CodeController(
      CodeStore store,
      CodeLookup lookup,
      CodeTokens tokens,
      CodeUrls urls,
      Authenticator authenticator) {
    this.store = store;
    this.lookup = lookup;
    this.tokens = tokens;
    this.urls = urls;
    this.authenticator = authenticator;
  }

  @Get("/2016-08-15/services/{serviceName}/functions/{functionName}/code")
  Map<String, String> getFunctionCode(
      HttpRequest<?> request, Caller caller, String serviceName, String functionName) {
    var code = lookup.code(caller.accountId(), Qualified.parse(serviceName), functionName);
    return Map.of("url", urls.lend(request, code.sha256()), "checksum", code.crc64());
  }

  /** The archive itself: signed like any request, or with the token of a URL that was lent. */
  @Open
  @Get("/kafunc/code/{sha256}")
  HttpResponse<SystemFile> archive(
      HttpRequest<?> request, String sha256, @Nullable @QueryValue String token) {
    if (token == null) {
      authenticator.authenticate(request);
    } else if (!tokens.isValid(sha256, token)) {
      throw ACCESS_DENIED.saying("the URL has expired or was changed").exception();
    }
    var file = store.find(sha256).orElseThrow(() -> CODE_NOT_FOUND.with(sha256).exception());
    return HttpResponse.ok(new SystemFile(file.toFile(), ZIP))
        .header("X-Oss-Hash-Crc64ecma", lookup.crc64(file));
  }
}
