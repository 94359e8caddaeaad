// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import com.aliyuncs.fc.model.AsyncConfig;
import com.aliyuncs.fc.model.Destination;
import com.aliyuncs.fc.model.DestinationConfig;
import com.aliyuncs.fc.request.DeleteFunctionAsyncConfigRequest;
import com.aliyuncs.fc.request.GetFunctionAsyncConfigRequest;
import com.aliyuncs.fc.request.ListFunctionAsyncConfigsRequest;
import com.aliyuncs.fc.request.PutFunctionAsyncConfigRequest;
import com.aliyuncs.fc.response.PutFunctionAsyncConfigResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How often and how long asynchronous calls are tried, and who is told. */
@ExtendWith(RunningSuite.class)
class AsyncConfigsIT {

  private static final String CONFIG =
      """
      {
        "service": "%s",
        "function": "price",
        "qualifier": "%s",
        "destinationConfig": {
          "onSuccess": {"destination": "acs:fc:cn-hangzhou::services/shop/functions/sold"},
          "onFailure": {"destination": "acs:mns:cn-hangzhou:1000000000000000:/queues/lost/messages"}
        },
        "maxAsyncEventAgeInSeconds": 100,
        "maxAsyncRetryAttempts": 1,
        "statefulInvocation": false,
        "createdTime": "TIME",
        "lastModifiedTime": "TIME"
      }
      """;

  private final Release release;

  AsyncConfigsIT(Suite suite) {
    this.release =
        Release.ofNewService(suite).node("price", "exports.handler = (e, c, cb) => cb(null, '');");
    release.publish();
    release.alias("PROD", "1", Map.of());
  }

  @Test
  void answersAConfigAsItWasPut() {
    // when
    var put = put("PROD", config());
    // then
    Answered.with(CONFIG.formatted(release.service(), "PROD"), put);
    Answered.with(
        CONFIG.formatted(release.service(), "PROD"),
        release.client().getFunctionAsyncConfig(get("PROD")));
  }

  @Test
  void answersLatestWhereNoQualifierIsGiven() {
    Answered.with(CONFIG.formatted(release.service(), "LATEST"), put("", config()));
  }

  @Test
  void listsConfigsByQualifierPageByPage() {
    // given
    put("PROD", config());
    put("1", config());
    var list = new ListFunctionAsyncConfigsRequest(release.service(), "price");
    // when
    var first = release.client().listFunctionAsyncConfigs(list.setLimit(1));
    var second = release.client().listFunctionAsyncConfigs(list.setNextToken(first.getNextToken()));
    // then
    var listed = "{\"asyncConfigs\": [%s], \"nextToken\": \"%s\"}";
    Answered.with(listed.formatted(CONFIG.formatted(release.service(), "1"), "PROD"), first);
    Answered.with(listed.formatted(CONFIG.formatted(release.service(), "PROD"), ""), second);
  }

  @Test
  void missesADeletedConfig() {
    // given
    put("PROD", config());
    // when
    Answered.empty(
        release
            .client()
            .deleteFunctionAsyncConfig(
                new DeleteFunctionAsyncConfigRequest(release.service(), "PROD", "price")));
    // then
    Refused.with(
        404,
        "AsyncConfigNotExists",
        "AsyncConfig for %s:price does not exist.".formatted(release.service()),
        () -> release.client().getFunctionAsyncConfig(get("PROD")));
  }

  @Test
  void refusesAttemptsAndAgesOutOfRange() {
    Refused.by(400, "InvalidArgument", () -> put("PROD", config().setMaxAsyncRetryAttempts(9)));
    Refused.by(
        400,
        "InvalidArgument",
        () -> put("PROD", config().setMaxAsyncEventAgeInSeconds(2_592_001)));
  }

  private PutFunctionAsyncConfigResponse put(String qualifier, AsyncConfig config) {
    return release
        .client()
        .putFunctionAsyncConfig(
            new PutFunctionAsyncConfigRequest(release.service(), qualifier, "price")
                .setAsyncConfig(config));
  }

  private GetFunctionAsyncConfigRequest get(String qualifier) {
    return new GetFunctionAsyncConfigRequest(release.service(), qualifier, "price");
  }

  private static AsyncConfig config() {
    return new AsyncConfig()
        .setDestinationConfig(
            new DestinationConfig()
                .setOnSuccess(to("acs:fc:cn-hangzhou::services/shop/functions/sold"))
                .setonFailure(to("acs:mns:cn-hangzhou:1000000000000000:/queues/lost/messages")))
        .setMaxAsyncEventAgeInSeconds(100)
        .setMaxAsyncRetryAttempts(1);
  }

  private static Destination to(String address) {
    return new Destination().setDestination(address);
  }
}
