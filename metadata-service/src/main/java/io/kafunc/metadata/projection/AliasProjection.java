// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.projection;

import io.kafunc.metadata.answer.AliasAnswer;
import io.kafunc.metadata.answer.AnswerJson;
import io.kafunc.schemas.metadata.AliasConfig;
import io.kafunc.schemas.metadata.AliasEvent;
import io.kafunc.schemas.metadata.AliasEvent.AliasCreated;
import io.kafunc.schemas.metadata.AliasEvent.AliasDeleted;
import io.kafunc.schemas.metadata.AliasEvent.AliasMoved;
import io.kafunc.schemas.metadata.AliasEvent.AliasUpdated;
import jakarta.inject.Singleton;

/** Makes rows of aliases. */
@Singleton
final class AliasProjection implements NounProjection<AliasEvent> {

  private final AliasRows aliases;
  private final UnversionedRows unversioned;

  AliasProjection(AliasRows aliases, UnversionedRows unversioned) {
    this.aliases = aliases;
    this.unversioned = unversioned;
  }

  @Override
  public Class<AliasEvent> events() {
    return AliasEvent.class;
  }

  @Override
  public Change apply(AliasEvent event) {
    return switch (event) {
      case AliasCreated created -> created(created);
      case AliasMoved moved -> changed(moved, moved.aliasName(), moved.config());
      case AliasUpdated updated -> changed(updated, updated.aliasName(), updated.config());
      case AliasDeleted deleted -> deleted(deleted);
    };
  }

  @Override
  public void forgetAll() {
    aliases.deleteAll();
  }

  private Change created(AliasCreated event) {
    var stamp = event.stamp();
    var body =
        AnswerJson.write(
            AliasAnswer.of(event.aliasName(), event.config(), stamp.time(), stamp.time()));
    aliases.save(
        new AliasRow(
            id(event, event.aliasName()),
            stamp.accountId(),
            event.serviceName(),
            event.aliasName(),
            event.config().versionId(),
            Micros.of(stamp.time()),
            stamp.revision(),
            body));
    return Change.born(subject(event.aliasName()), body);
  }

  private Change changed(AliasEvent event, String aliasName, AliasConfig config) {
    var before = aliases.findById(id(event, aliasName)).orElseThrow();
    var body =
        AnswerJson.write(
            AliasAnswer.of(
                aliasName, config, Micros.instant(before.createdTime()), event.stamp().time()));
    aliases.update(
        new AliasRow(
            before.id(),
            before.accountId(),
            before.serviceName(),
            aliasName,
            config.versionId(),
            before.createdTime(),
            event.stamp().revision(),
            body));
    return Change.changed(subject(aliasName), body);
  }

  private Change deleted(AliasDeleted event) {
    var before = aliases.findById(id(event, event.aliasName())).orElseThrow();
    aliases.deleteById(before.id());
    unversioned.deleteOfQualifier(before.accountId(), before.serviceName(), before.aliasName());
    return Change.ended(subject(event.aliasName()));
  }

  private static String subject(String aliasName) {
    return "aliases/" + aliasName;
  }

  private static String id(AliasEvent event, String aliasName) {
    return AliasRow.id(event.stamp().accountId(), event.serviceName(), aliasName);
  }
}
