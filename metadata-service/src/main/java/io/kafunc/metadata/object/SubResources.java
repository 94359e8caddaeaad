// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.object;

import io.kafunc.httpapi.signature.PercentCoding;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The parameters of a query that say which part of a bucket or object is meant. They are signed,
 * all others are not. Pure.
 */
record SubResources(TreeMap<String, String> values) {

  /** Those that may stand there: they change nothing of what is read or written. */
  private static final Set<String> HARMLESS =
      Set.of(
          "continuation-token",
          "objectMeta",
          "security-token",
          "response-cache-control",
          "response-content-disposition",
          "response-content-encoding",
          "response-content-language",
          "response-content-type",
          "response-expires");

  private static final Set<String> REFUSED =
      Set.of(
          "accessmonitor",
          "acl",
          "append",
          "asyncFetch",
          "bucketInfo",
          "callback",
          "callback-var",
          "cname",
          "comp",
          "cors",
          "delete",
          "encryption",
          "endTime",
          "img",
          "inventory",
          "inventoryId",
          "lifecycle",
          "live",
          "location",
          "logging",
          "metaQuery",
          "objectInfo",
          "partNumber",
          "policy",
          "position",
          "qos",
          "qosInfo",
          "qosRequester",
          "referer",
          "regionList",
          "replication",
          "replicationLocation",
          "replicationProgress",
          "requestPayment",
          "resourceGroup",
          "restore",
          "sequential",
          "startTime",
          "stat",
          "status",
          "style",
          "styleName",
          "symlink",
          "tagging",
          "transferAcceleration",
          "udf",
          "uploadId",
          "uploads",
          "versionId",
          "versioning",
          "versions",
          "vod",
          "website",
          "worm",
          "wormExtend",
          "wormId",
          "x-oss-ac-forward-allow",
          "x-oss-ac-source-ip",
          "x-oss-ac-subnet-mask",
          "x-oss-ac-vpc-id",
          "x-oss-async-process",
          "x-oss-process",
          "x-oss-request-payer",
          "x-oss-traffic-limit");

  /** Those in a query as it came, escaped; it may be absent. */
  static SubResources of(String rawQuery) {
    var values = new TreeMap<String, String>();
    for (var pair : rawQuery == null ? new String[0] : rawQuery.split("&")) {
      int equals = pair.indexOf('=');
      var name = PercentCoding.decodeQuery(equals < 0 ? pair : pair.substring(0, equals));
      if (HARMLESS.contains(name) || REFUSED.contains(name)) {
        values.put(name, equals < 0 ? "" : PercentCoding.decodeQuery(pair.substring(equals + 1)));
      }
    }
    return new SubResources(values);
  }

  /** One that this endpoint does not have. */
  Optional<String> unknown() {
    return values.keySet().stream().filter(REFUSED::contains).findFirst();
  }

  /** As it is signed, behind the resource's path. */
  String signed() {
    return values.isEmpty()
        ? ""
        : values.entrySet().stream()
            .map(each -> each.getKey() + (each.getValue().isEmpty() ? "" : "=" + each.getValue()))
            .collect(Collectors.joining("&", "?", ""));
  }
}
