// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.projection;

import io.kafunc.metadata.answer.AnswerJson;
import io.kafunc.metadata.answer.FunctionAnswer;
import io.kafunc.metadata.answer.ServiceAnswer;
import io.kafunc.metadata.answer.VersionAnswer;
import io.kafunc.schemas.metadata.CodeArchive;
import io.kafunc.schemas.metadata.FunctionSnapshot;
import io.kafunc.schemas.metadata.VersionEvent;
import io.kafunc.schemas.metadata.VersionEvent.VersionDeleted;
import io.kafunc.schemas.metadata.VersionEvent.VersionPublished;
import jakarta.inject.Singleton;
import java.util.Map;

/** Makes rows of versions and of what they froze. */
@Singleton
final class VersionProjection implements NounProjection<VersionEvent> {

  private final VersionRows versions;
  private final ServiceRows services;
  private final FunctionRows functions;
  private final UnversionedRows unversioned;

  VersionProjection(
      VersionRows versions,
      ServiceRows services,
      FunctionRows functions,
      UnversionedRows unversioned) {
    this.versions = versions;
    this.services = services;
    this.functions = functions;
    this.unversioned = unversioned;
  }

  @Override
  public Class<VersionEvent> events() {
    return VersionEvent.class;
  }

  @Override
  public Change apply(VersionEvent event) {
    return switch (event) {
      case VersionPublished published -> published(published);
      case VersionDeleted deleted -> deleted(deleted);
    };
  }

  @Override
  public void forgetAll() {
    versions.deleteAll();
  }

  private Change published(VersionPublished event) {
    var stamp = event.stamp();
    var body =
        AnswerJson.write(VersionAnswer.of(event.versionId(), event.description(), stamp.time()));
    versions.save(
        new VersionRow(
            VersionRow.id(stamp.accountId(), event.serviceName(), event.versionId()),
            stamp.accountId(),
            event.serviceName(),
            event.versionId(),
            stamp.revision(),
            body));
    services.save(service(event));
    functions.saveAll(
        event.snapshot().functions().stream().map(function -> function(event, function)).toList());
    return Change.born(subject(event.versionId()), body);
  }

  private static ServiceRow service(VersionPublished event) {
    var account = event.stamp().accountId();
    var snapshot = event.snapshot();
    return new ServiceRow(
        ServiceRow.id(account, event.serviceName(), event.versionId()),
        account,
        event.serviceName(),
        event.versionId(),
        snapshot.serviceId(),
        Micros.of(snapshot.createdTime()),
        snapshot.revision(),
        AnswerJson.write(
            ServiceAnswer.of(
                    event.serviceName(),
                    snapshot.serviceId(),
                    snapshot.config(),
                    snapshot.createdTime(),
                    snapshot.lastModifiedTime(),
                    Map.of())
                .describedBy(event.description())));
  }

  private static FunctionRow function(VersionPublished event, FunctionSnapshot function) {
    var account = event.stamp().accountId();
    return new FunctionRow(
        FunctionRow.id(account, event.serviceName(), event.versionId(), function.functionName()),
        account,
        event.serviceName(),
        event.versionId(),
        function.functionName(),
        function.functionId(),
        Micros.of(function.createdTime()),
        function.revision(),
        function.code().map(CodeArchive::sha256).orElse(null),
        function.code().map(CodeArchive::crc64).orElse(null),
        AnswerJson.write(
            FunctionAnswer.of(
                function.functionName(),
                function.functionId(),
                function.config(),
                function.code(),
                function.createdTime(),
                function.lastModifiedTime())));
  }

  private Change deleted(VersionDeleted event) {
    var account = event.stamp().accountId();
    var before =
        versions
            .findById(VersionRow.id(account, event.serviceName(), event.versionId()))
            .orElseThrow();
    versions.deleteById(before.id());
    services.deleteOf(account, event.serviceName(), event.versionId());
    functions.deleteOf(account, event.serviceName(), event.versionId());
    unversioned.deleteOfQualifier(account, event.serviceName(), Long.toString(event.versionId()));
    return Change.ended(subject(event.versionId()));
  }

  private static String subject(long versionId) {
    return "versions/" + versionId;
  }
}
