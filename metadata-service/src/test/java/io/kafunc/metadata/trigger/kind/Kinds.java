// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.trigger.kind;

import io.kafunc.httpapi.KafuncSettings;
import io.kafunc.metadata.trigger.kind.cdn.CdnKind;
import io.kafunc.metadata.trigger.kind.eventbridge.EventBridgeKind;
import io.kafunc.metadata.trigger.kind.http.HttpKind;
import io.kafunc.metadata.trigger.kind.log.LogKind;
import io.kafunc.metadata.trigger.kind.mns.MnsTopicKind;
import io.kafunc.metadata.trigger.kind.oss.OssKind;
import io.kafunc.metadata.trigger.kind.rds.RdsKind;
import io.kafunc.metadata.trigger.kind.tablestore.TablestoreKind;
import io.kafunc.metadata.trigger.kind.timer.TimerKind;
import java.nio.file.Path;
import java.util.List;

/** The kinds of the contract, for tests without a context. */
public final class Kinds {

  public static final TriggerKinds ALL =
      new TriggerKinds(
          List.of(
              new CdnKind(),
              new EventBridgeKind(new KafuncSettings("1", "local", Path.of("data"))),
              new HttpKind(),
              new LogKind(),
              new MnsTopicKind(),
              new OssKind(),
              new RdsKind(),
              new TablestoreKind(),
              new TimerKind()));

  private Kinds() {}
}
