// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.server;

/** What the body of a request is, by what FC's path says. Pure. */
enum BodyKind {
  /** An object on its way into a bucket. */
  OBJECT,
  /** The event of a call, or whatever an HTTP trigger or a custom domain takes. */
  CALL,
  /** JSON that may carry an archive. */
  CODE,
  /** Anything else, and small. */
  OTHER;

  private static final String API = "/2016-08-15/";

  static BodyKind of(String method, String path) {
    if (path.startsWith(ObjectDoor.PATH)) {
      return method.equals("PUT") ? OBJECT : OTHER;
    }
    if (!path.startsWith(API)) {
      // A custom domain's path is the function's own, so anything outside the API may be a call.
      return path.startsWith("/kafunc/") ? OTHER : CALL;
    }
    if (path.startsWith("proxy/", API.length()) || path.endsWith("/invocations")) {
      return CALL;
    }
    return carriesCode(method, path) ? CODE : OTHER;
  }

  private static boolean carriesCode(String method, String path) {
    if (!method.equals("POST") && !method.equals("PUT")) {
      return false;
    }
    String[] parts = path.substring(API.length()).split("/");
    boolean function = parts.length >= 3 && parts.length <= 4 && parts[2].equals("functions");
    boolean layer = parts.length == 3 && parts[0].equals("layers") && parts[2].equals("versions");
    return parts[0].equals("services") && function || layer;
  }
}
