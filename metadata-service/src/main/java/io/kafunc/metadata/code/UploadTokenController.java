// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.code;

import static io.kafunc.httpapi.ErrorCode.SERVICE_NOT_FOUND;

import io.kafunc.httpapi.Caller;
import io.kafunc.httpapi.FcTime;
import io.kafunc.httpapi.KafuncSettings;
import io.kafunc.metadata.answer.AnswerJson;
import io.kafunc.metadata.limit.Limits;
import io.kafunc.metadata.object.TemporaryKeys;
import io.kafunc.metadata.projection.ServiceRow;
import io.kafunc.metadata.projection.ServiceRows;
import io.kafunc.metadata.wire.Answers;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Map;
import java.util.TreeMap;

/** Lends keys with which code is put where CreateFunction then finds it (contract 1.2). */
@Controller("/2016-08-15")
@ExecuteOn(TaskExecutors.BLOCKING)
class UploadTokenController {

  private static final long LATEST = 0;

  private final TemporaryKeys keys;
  private final ServiceRows services;
  private final KafuncSettings suite;
  private final Limits limits;

  UploadTokenController(
      TemporaryKeys keys, ServiceRows services, KafuncSettings suite, Limits limits) {
    this.keys = keys;
    this.services = services;
    this.suite = suite;
    this.limits = limits;
  }

  /** For {@code {account}/{objectName}}, and for whatever folder below the account. */
  @Get("/tempBucketToken")
  HttpResponse<byte[]> getTempBucketToken(Caller caller) {
    return answer(
        keys.lend(caller.accountId() + "/"), Map.of("ossRegion", "oss-" + suite.region()));
  }

  /** For {@code {account}/{service}/{objectName}}. */
  @Get("/services/{serviceName}/tempCodeBucketToken")
  HttpResponse<byte[]> getTempCodeBucketToken(Caller caller, String serviceName) {
    services
        .findById(ServiceRow.id(caller.accountId(), serviceName, LATEST))
        .orElseThrow(() -> SERVICE_NOT_FOUND.with(serviceName).exception());
    return answer(
        keys.lend(caller.accountId() + "/" + serviceName + "/"),
        Map.of("codeSizeLimit", limits.codeBytes()));
  }

  private static HttpResponse<byte[]> answer(TemporaryKeys.Lent lent, Map<String, Object> more) {
    var answer = new TreeMap<String, Object>(more);
    answer.put(
        "credentials",
        Map.of(
            "AccessKeyId", lent.accessKeyId(),
            "AccessKeySecret", lent.accessKeySecret(),
            "SecurityToken", lent.securityToken(),
            "Expiration", FcTime.seconds(lent.expiration())));
    answer.put("ossBucket", TemporaryKeys.BUCKET);
    answer.put("objectName", lent.objectName());
    return Answers.json(AnswerJson.write(answer));
  }
}
