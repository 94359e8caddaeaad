// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.accountsettings;

import io.kafunc.httpapi.KafuncSettings;
import io.kafunc.httpapi.PageRequest;
import io.kafunc.metadata.answer.AnswerJson;
import io.kafunc.metadata.limit.Limits;
import io.kafunc.metadata.wire.Answers;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * GetAccountSettings, GetAccountConfigs, ListReservedCapacities (contract 1.11): what clients ask
 * of an account before they deploy. Nobody sells capacity here, so none is reserved.
 */
@Controller("/2016-08-15")
class AccountSettingsController {

  private final Settings settings;
  private final Map<String, String> configs;

  AccountSettingsController(KafuncSettings suite, Limits limits) {
    this.settings = new Settings(List.of(suite.region() + "-a"));
    this.configs = Map.of("CodeSizeLimit", Long.toString(limits.codeBytes()));
  }

  private record Settings(List<String> availableAZs) {}

  private record Capacities(List<String> reservedCapacities) {}

  @Get("/account-settings")
  HttpResponse<byte[]> getAccountSettings() {
    return Answers.json(AnswerJson.write(settings));
  }

  /** Those that were asked for and that there are; a name nobody knows is left out. */
  @Get("/accountConfigs")
  HttpResponse<byte[]> getAccountConfigs(HttpRequest<?> request) {
    var known = new TreeMap<String, String>();
    for (var name : request.getParameters().getAll("config")) {
      if (configs.containsKey(name)) {
        known.put(name, configs.get(name));
      }
    }
    return Answers.json(AnswerJson.write(known));
  }

  @Get("/reservedCapacities")
  HttpResponse<byte[]> listReservedCapacities(HttpRequest<?> request) {
    PageRequest.of(request);
    return Answers.json(AnswerJson.write(new Capacities(List.of())));
  }
}
