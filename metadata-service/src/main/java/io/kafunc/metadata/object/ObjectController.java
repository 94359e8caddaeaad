// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.object;

import static io.kafunc.metadata.object.ObjectError.INVALID_ARGUMENT;
import static io.kafunc.metadata.object.ObjectError.METHOD_NOT_ALLOWED;

import io.kafunc.httpapi.KafuncSettings;
import io.kafunc.httpapi.RequestIds;
import io.kafunc.httpapi.signature.HttpDate;
import io.kafunc.httpapi.signature.Open;
import io.kafunc.metadata.write.Write;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Head;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The object endpoint: the vendor's object store as far as its Node client reads and writes
 * objects. Requests reach it below {@link ObjectAddress#PATH}, whatever form they were sent in.
 * Where several nodes run, objects are with the one that writes.
 */
@Controller(ObjectAddress.PATH)
@Open
@Write
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
class ObjectController {

  private static final MediaType ANY = MediaType.APPLICATION_OCTET_STREAM_TYPE;

  private final ObjectStore store;
  private final ObjectAccess access;
  private final KafuncSettings settings;
  private final RequestIds ids;
  private final Clock clock;

  ObjectController(
      ObjectStore store,
      ObjectAccess access,
      KafuncSettings settings,
      RequestIds ids,
      Clock clock) {
    this.store = store;
    this.access = access;
    this.settings = settings;
    this.ids = ids;
    this.clock = clock;
  }

  /** GetService (all buckets), GetBucket (a list of objects), GetObject. */
  @Get(uri = "{/path:.*}", headRoute = false)
  HttpResponse<?> get(HttpRequest<?> request) throws IOException {
    var address = address(request);
    if (address.bucket().isEmpty()) {
      return xml(ObjectXml.buckets(store.names(), settings.accountId(), location()));
    }
    var name = address.bucket().get();
    var bucket = store.bucket(name);
    if (address.key().isEmpty()) {
      var wanted = ObjectListing.Request.of(request.getParameters());
      var listing = ObjectListing.of(bucket.objects(), wanted);
      return xml(ObjectXml.listing(name, listing, settings.accountId()));
    }
    var opened = bucket.open(address.key().get());
    var object = opened.object();
    return described(
        HttpResponse.ok(new StreamedFile(opened.bytes(), ANY, object.modified(), object.size())),
        object);
  }

  /** HeadObject, GetObjectMeta; of a bucket whether it is there. */
  @Head("{/path:.*}")
  HttpResponse<?> head(HttpRequest<?> request) {
    var address = address(request);
    var bucket = store.bucket(address.bucket().orElseThrow(METHOD_NOT_ALLOWED::refusal));
    if (address.key().isEmpty()) {
      return HttpResponse.ok();
    }
    var object = bucket.find(address.key().get());
    return described(HttpResponse.ok(), object)
        .header("Content-Length", Long.toString(object.size()));
  }

  /** PutBucket, PutObject. */
  @Put("{/path:.*}")
  HttpResponse<?> put(HttpRequest<?> request) throws IOException {
    var address = address(request);
    var bucket = address.bucket().orElseThrow(METHOD_NOT_ALLOWED::refusal);
    if (address.key().isEmpty()) {
      readToEnd(request);
      store.create(bucket);
      return HttpResponse.ok().header("Location", "/" + bucket);
    }
    if (request.getHeaders().contains("X-Oss-Copy-Source")) {
      throw METHOD_NOT_ALLOWED.saying("Copies are not supported.");
    }
    var arriving =
        new Bucket.Arriving(
            address.key().get(),
            ids.next(),
            clock.instant(),
            ObjectHeaders.md5(request.getHeaders()),
            ObjectHeaders.kept(request.getHeaders()));
    try (var body = ((ServerHttpRequest<?>) request).byteBody().toInputStream()) {
      return digests(HttpResponse.ok(), store.put(bucket, arriving, body));
    }
  }

  /** DeleteBucket, DeleteObject; an object that is not there is as good as deleted. */
  @Delete("{/path:.*}")
  HttpResponse<?> delete(HttpRequest<?> request) throws IOException {
    var address = address(request);
    var bucket = address.bucket().orElseThrow(METHOD_NOT_ALLOWED::refusal);
    if (address.key().isEmpty()) {
      store.delete(bucket);
    } else {
      store.delete(bucket, address.key().get());
    }
    return HttpResponse.noContent();
  }

  /** Uploads in parts, appends and deletions of many are not built. */
  @Post("{/path:.*}")
  HttpResponse<?> post(HttpRequest<?> request) {
    address(request);
    throw METHOD_NOT_ALLOWED.refusal();
  }

  /** What a bucket shall be like is not ours to choose, but must have been said to its end. */
  private static void readToEnd(HttpRequest<?> request) throws IOException {
    try (var body = ((ServerHttpRequest<?>) request).byteBody().toInputStream()) {
      body.transferTo(OutputStream.nullOutputStream());
    }
  }

  private ObjectAddress address(HttpRequest<?> request) {
    var address = ObjectAddress.parse(request.getUri().getRawPath());
    var subResources = SubResources.of(request.getUri().getRawQuery());
    access.check(request, address, subResources);
    subResources
        .unknown()
        .ifPresent(
            name -> {
              throw METHOD_NOT_ALLOWED.saying("?" + name + " is not supported.");
            });
    if (address.bucket().isEmpty() && address.key().isPresent()) {
      throw INVALID_ARGUMENT.saying("The object has no bucket.");
    }
    return address;
  }

  private String location() {
    return "oss-" + settings.region();
  }

  private static MutableHttpResponse<byte[]> xml(byte[] body) {
    return HttpResponse.ok(body).contentType(MediaType.APPLICATION_XML_TYPE);
  }

  private static <B> MutableHttpResponse<B> described(
      MutableHttpResponse<B> response, StoredObject object) {
    object.headers().forEach(response::header);
    return digests(response, object)
        .header("Last-Modified", HttpDate.format(Instant.ofEpochMilli(object.modified())))
        .header("Accept-Ranges", "none")
        .header("X-Oss-Object-Type", "Normal")
        .header("X-Oss-Storage-Class", "Standard");
  }

  private static <B> MutableHttpResponse<B> digests(
      MutableHttpResponse<B> response, StoredObject object) {
    var md5 = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(object.md5()));
    return response
        .header("ETag", object.etag())
        .header("Content-MD5", md5)
        .header("X-Oss-Hash-Crc64ecma", object.crc64());
  }
}
