// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.ingest;

import io.kafunc.eventlog.kafka.KafkaConfig;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

/** The ids of topics: a topic made anew under its old name has another. */
record TopicIds(Map<String, String> byTopic) {

  static TopicIds ask(KafkaConfig kafka, Collection<String> topics) throws InterruptedException {
    Map<String, Object> settings =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            kafka.bootstrapServers(),
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            3_000,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            3_000);
    try (Admin admin = Admin.create(settings)) {
      var ids = new HashMap<String, String>();
      admin
          .describeTopics(topics)
          .allTopicNames()
          .get()
          .forEach((topic, about) -> ids.put(topic, about.topicId().toString()));
      return new TopicIds(ids);
    } catch (ExecutionException e) {
      throw new KafkaException("topics cannot be described: " + e.getCause(), e.getCause());
    }
  }

  String of(String topic) {
    return byTopic.get(topic);
  }
}
