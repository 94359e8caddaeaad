// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.projection;

import io.kafunc.metadata.answer.AnswerJson;
import io.kafunc.schemas.metadata.BindingEvent;
import io.kafunc.schemas.metadata.BindingEvent.VpcBound;
import io.kafunc.schemas.metadata.BindingEvent.VpcUnbound;
import jakarta.inject.Singleton;
import java.util.Map;

/** Makes rows of VPC bindings. */
@Singleton
final class BindingProjection implements NounProjection<BindingEvent> {

  private final BindingRows bindings;

  BindingProjection(BindingRows bindings) {
    this.bindings = bindings;
  }

  @Override
  public Class<BindingEvent> events() {
    return BindingEvent.class;
  }

  @Override
  public Change apply(BindingEvent event) {
    var row = BindingRow.of(event.stamp().accountId(), event.serviceName(), event.vpcId());
    var subject = "bindings/" + event.vpcId();
    var body = AnswerJson.write(Map.of("vpcId", event.vpcId()));
    return switch (event) {
      case VpcBound _ when bindings.findById(row.id()).isPresent() -> Change.changed(subject, body);
      case VpcBound _ -> {
        bindings.save(row);
        yield Change.born(subject, body);
      }
      case VpcUnbound _ -> {
        bindings.deleteById(row.id());
        yield Change.ended(subject);
      }
    };
  }

  @Override
  public void forgetAll() {
    bindings.deleteAll();
  }
}
