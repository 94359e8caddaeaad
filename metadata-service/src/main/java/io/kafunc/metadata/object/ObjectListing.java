// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.object;

import static io.kafunc.metadata.object.ObjectError.INVALID_ARGUMENT;

import io.kafunc.httpapi.Page;
import io.micronaut.http.HttpParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * One page of a bucket: keys behind a marker in byte order, those with a common beginning up to the
 * delimiter as one prefix. Pure.
 *
 * @param nextMarker where the next page goes on, when there is one
 */
record ObjectListing(
    Request request,
    List<StoredObject> objects,
    List<String> prefixes,
    Optional<String> nextMarker) {

  /**
   * What is asked for, in the first form of the operation or in the second ({@code list-type=2}).
   */
  record Request(
      boolean second,
      String prefix,
      String marker,
      String delimiter,
      int maxKeys,
      boolean urlEncoded) {

    private static final int DEFAULT_KEYS = 100;
    private static final int MOST_KEYS = 1000;

    static Request of(HttpParameters query) {
      boolean second = text(query, "list-type").equals("2");
      var startAfter = text(query, "start-after");
      var token = text(query, "continuation-token");
      var encoding = text(query, "encoding-type");
      if (!encoding.isEmpty() && !encoding.equals("url")) {
        throw INVALID_ARGUMENT.saying("encoding-type is set to an invalid value (allowed: url)");
      }
      return new Request(
          second,
          text(query, "prefix"),
          second ? (token.isEmpty() ? startAfter : token) : text(query, "marker"),
          text(query, "delimiter"),
          maxKeys(text(query, "max-keys")),
          !encoding.isEmpty());
    }

    private static String text(HttpParameters query, String name) {
      return query.get(name, String.class).orElse("");
    }

    private static int maxKeys(String text) {
      try {
        int keys = text.isEmpty() ? DEFAULT_KEYS : Integer.parseInt(text);
        if (keys >= 1 && keys <= MOST_KEYS) {
          return keys;
        }
      } catch (NumberFormatException _) {
        // Refused below.
      }
      throw INVALID_ARGUMENT.saying("max-keys must be between 1 and " + MOST_KEYS);
    }
  }

  static ObjectListing of(NavigableMap<String, StoredObject> all, Request request) {
    var objects = new ArrayList<StoredObject>();
    var prefixes = new ArrayList<String>();
    var last = request.marker();
    boolean beginsAtMarker = Page.BYTE_ORDER.compare(request.marker(), request.prefix()) >= 0;
    var from =
        beginsAtMarker ? all.tailMap(request.marker(), false) : all.tailMap(request.prefix(), true);
    for (var object : from.values()) {
      if (!object.key().startsWith(request.prefix())) {
        break;
      }
      var prefix = commonPrefix(object.key(), request);
      boolean isListed = prefix.isPresent() && prefix.get().equals(last);
      if (isListed) {
        continue;
      }
      if (objects.size() + prefixes.size() == request.maxKeys()) {
        return new ObjectListing(request, objects, prefixes, Optional.of(last));
      }
      last = prefix.orElse(object.key());
      if (prefix.isPresent()) {
        prefixes.add(last);
      } else {
        objects.add(object);
      }
    }
    return new ObjectListing(request, objects, prefixes, Optional.empty());
  }

  private static Optional<String> commonPrefix(String key, Request request) {
    var delimiter = request.delimiter();
    int end = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, request.prefix().length());
    return end < 0 ? Optional.empty() : Optional.of(key.substring(0, end + delimiter.length()));
  }
}
