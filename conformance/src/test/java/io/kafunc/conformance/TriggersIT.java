// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyuncs.fc.model.TimeTriggerConfig;
import com.aliyuncs.fc.model.TriggerMetadata;
import com.aliyuncs.fc.request.CreateTriggerRequest;
import com.aliyuncs.fc.request.DeleteFunctionRequest;
import com.aliyuncs.fc.request.DeleteTriggerRequest;
import com.aliyuncs.fc.request.GetTriggerRequest;
import com.aliyuncs.fc.request.ListTriggersRequest;
import com.aliyuncs.fc.request.UpdateTriggerRequest;
import com.aliyuncs.fc.response.GetTriggerResponse;
import com.google.gson.Gson;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(RunningSuite.class)
class TriggersIT {

  private final Release release;

  TriggersIT(Suite suite) {
    this.release =
        Release.ofNewService(suite).node("f", "exports.handler = (e, c, cb) => cb(null, '');");
  }

  @Test
  void answersATriggerAsItWasCreated() {
    // when
    create("tick", "CRON_TZ=Asia/Shanghai 0 0 4 1 * *");
    var got = release.client().getTrigger(new GetTriggerRequest(release.service(), "f", "tick"));
    // then
    assertThat(got.getTriggerName()).isEqualTo("tick");
    assertThat(got.getTriggerType()).isEqualTo("timer");
    var config = config(got);
    assertThat(config.getCronExpression()).isEqualTo("CRON_TZ=Asia/Shanghai 0 0 4 1 * *");
    assertThat(config.getPayload()).isEqualTo("tea");
    assertThat(config.isEnable()).isTrue();
  }

  @Test
  void listsTriggersByName() {
    Stream.of("b", "a", "B").forEach(name -> create(name, "@every 1h"));
    var page = release.client().listTriggers(new ListTriggersRequest(release.service(), "f"));
    assertThat(Stream.of(page.getTriggers()).map(TriggerMetadata::getTriggerName))
        .containsExactly("B", "a", "b");
  }

  @Test
  void changesWhatAnUpdateNames() {
    // given
    create("tick", "@every 1h");
    // when
    release
        .client()
        .updateTrigger(
            new UpdateTriggerRequest(release.service(), "f", "tick")
                .setTriggerConfig(new TimeTriggerConfig("@every 2h", "coffee", false)));
    // then
    var got = release.client().getTrigger(new GetTriggerRequest(release.service(), "f", "tick"));
    var config = config(got);
    assertThat(config.getCronExpression()).isEqualTo("@every 2h");
    assertThat(config.getPayload()).isEqualTo("coffee");
    assertThat(config.isEnable()).isFalse();
  }

  @Test
  void refusesASecondOneAndMissesADeletedOne() {
    create("tick", "@every 1h");
    Refused.by(409, "TriggerAlreadyExists", () -> create("tick", "@every 1h"));
    release.client().deleteTrigger(new DeleteTriggerRequest(release.service(), "f", "tick"));
    Refused.by(
        404,
        "TriggerNotFound",
        () -> release.client().getTrigger(new GetTriggerRequest(release.service(), "f", "tick")));
  }

  @Test
  void keepsAFunctionThatStillHasTriggers() {
    create("tick", "@every 1h");
    Refused.with(
        409,
        "FunctionNotEmpty",
        "function 'f' has active triggers",
        () -> release.client().deleteFunction(new DeleteFunctionRequest(release.service(), "f")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "soon",
        "@every 0s",
        "@every 1ms",
        "* * * * *",
        "61 * * * * *",
        "CRON_TZ=Nowhere/City 0 0 4 * * *"
      })
  void refusesATimeThatIsNone(String expression) {
    var refusal = Refused.by(400, "InvalidArgument", () -> create("tick", expression));
    assertThat(refusal.getErrorMessage()).startsWith("cronExpression is ");
  }

  private static TimeTriggerConfig config(GetTriggerResponse trigger) {
    var gson = new Gson();
    return gson.fromJson(gson.toJson(trigger.getTriggerConfig()), TimeTriggerConfig.class);
  }

  private void create(String name, String expression) {
    release
        .client()
        .createTrigger(
            new CreateTriggerRequest(release.service(), "f")
                .setTriggerName(name)
                .setTriggerType("timer")
                .setTriggerConfig(new TimeTriggerConfig(expression, "tea", true)));
  }
}
