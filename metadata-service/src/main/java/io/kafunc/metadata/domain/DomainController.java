// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.domain;

import static io.kafunc.httpapi.ErrorCode.DOMAIN_NAME_NOT_FOUND;

import io.kafunc.httpapi.Caller;
import io.kafunc.httpapi.Etag.Expected;
import io.kafunc.httpapi.FcException;
import io.kafunc.httpapi.PageRequest;
import io.kafunc.httpapi.json.FcJson;
import io.kafunc.metadata.command.Author;
import io.kafunc.metadata.command.DomainChange;
import io.kafunc.metadata.command.DomainCommand;
import io.kafunc.metadata.command.DomainCommand.CreateCustomDomain;
import io.kafunc.metadata.command.DomainCommand.DeleteCustomDomain;
import io.kafunc.metadata.command.DomainCommand.UpdateCustomDomain;
import io.kafunc.metadata.projection.DomainRow;
import io.kafunc.metadata.projection.DomainRows;
import io.kafunc.metadata.wire.Answers;
import io.kafunc.metadata.write.MetadataWriter;
import io.kafunc.metadata.write.Write;
import io.kafunc.metadata.write.WriteAnswers;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.function.Function;

/**
 * CreateCustomDomain, ListCustomDomains, GetCustomDomain, UpdateCustomDomain, DeleteCustomDomain
 * (contract 1.8).
 */
@Controller("/2016-08-15/custom-domains")
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
class DomainController {

  private final FcJson json;
  private final MetadataWriter writer;
  private final DomainRows domains;
  private final PrivateKeys keys;

  DomainController(FcJson json, MetadataWriter writer, DomainRows domains, PrivateKeys keys) {
    this.json = json;
    this.writer = writer;
    this.domains = domains;
    this.keys = keys;
  }

  @Write
  @Post
  HttpResponse<byte[]> createCustomDomain(Author author, @Nullable @Body byte[] body) {
    var domain = json.read(body, DomainBody.class);
    return write(
        domain, change -> new CreateCustomDomain(author, domain.domainName().orElse(""), change));
  }

  @Get
  HttpResponse<byte[]> listCustomDomains(HttpRequest<?> request, Caller caller) {
    var wanted = PageRequest.of(request);
    var rows =
        domains.page(
            caller.accountId(), Answers.from(wanted), Answers.until(wanted), wanted.limit() + 1);
    return Answers.list(
        "customDomains",
        Answers.page(rows, wanted.limit(), DomainRow::domainName),
        DomainRow::body,
        "");
  }

  @Get("/{domainName}")
  HttpResponse<byte[]> getCustomDomain(Caller caller, String domainName) {
    var row =
        domains
            .findById(DomainRow.id(caller.accountId(), domainName))
            .orElseThrow(() -> DOMAIN_NAME_NOT_FOUND.with(domainName).exception());
    return Answers.one(row.body(), row.revision());
  }

  @Write
  @Put("/{domainName}")
  HttpResponse<byte[]> updateCustomDomain(
      Author author, String domainName, Expected expected, @Nullable @Body byte[] body) {
    return write(
        json.readOrEmpty(body, DomainBody.class),
        change -> new UpdateCustomDomain(author, domainName, expected, change));
  }

  @Write
  @Delete("/{domainName}")
  HttpResponse<byte[]> deleteCustomDomain(Author author, String domainName, Expected expected) {
    return WriteAnswers.gone(writer.write(new DeleteCustomDomain(author, domainName, expected)));
  }

  /** A refused change leaves no key; one whose fate is unknown may have happened. */
  private HttpResponse<byte[]> write(
      DomainBody domain, Function<DomainChange, DomainCommand> command) {
    var keyId = domain.privateKey().map(keys::keep);
    try {
      return WriteAnswers.ok(writer.write(command.apply(domain.toChange(keyId))));
    } catch (FcException refusal) {
      if (refusal.error().code().status() < 500) {
        keyId.ifPresent(keys::discard);
      }
      throw refusal;
    }
  }
}
