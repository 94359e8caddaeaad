// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.projection;

import io.kafunc.metadata.answer.AnswerJson;
import io.kafunc.metadata.answer.ServiceAnswer;
import io.kafunc.schemas.metadata.TagEvent;
import io.kafunc.schemas.metadata.TagEvent.ServiceTagged;
import io.kafunc.schemas.metadata.TagEvent.ServiceUntagged;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.TreeMap;

/** Makes rows of tags, and shows them in their service. */
@Singleton
final class TagProjection implements NounProjection<TagEvent> {

  private final ServiceRows services;
  private final TagRows tags;

  TagProjection(ServiceRows services, TagRows tags) {
    this.services = services;
    this.tags = tags;
  }

  @Override
  public Class<TagEvent> events() {
    return TagEvent.class;
  }

  @Override
  public Change apply(TagEvent event) {
    var account = event.stamp().accountId();
    var before = services.findById(ServiceRow.id(account, event.serviceName(), 0)).orElseThrow();
    var answer = AnswerJson.read(before.body(), ServiceAnswer.class);
    var after = after(event, answer.tags());
    var body = AnswerJson.write(answer.tagged(after));
    services.update(
        new ServiceRow(
            before.id(),
            before.accountId(),
            before.serviceName(),
            0,
            before.serviceId(),
            before.createdTime(),
            event.stamp().revision(),
            body));
    tags.deleteOf(account, event.serviceName());
    TagFilter.all(after).forEach(tag -> tags.save(TagRow.of(account, event.serviceName(), tag)));
    return Change.changed("", body);
  }

  @Override
  public void forgetAll() {
    tags.deleteAll();
  }

  private static Map<String, String> after(TagEvent event, Map<String, String> before) {
    var after = new TreeMap<>(before);
    switch (event) {
      case ServiceTagged tagged -> after.putAll(tagged.tags());
      case ServiceUntagged untagged -> after.keySet().removeAll(untagged.tagKeys());
    }
    return after;
  }
}
