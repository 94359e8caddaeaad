// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import org.junit.jupiter.api.Test;

class ObjectDoorTest {

  @Test
  void findsTheBucketInTheHost() {
    routes("b.oss.localhost:8080", "", "/k", "/kafunc/objects/b/k");
    routes("oss.localhost", "", "/", "/kafunc/objects/");
    routes("B.OSS-cn-hangzhou.aliyuncs.com", "", "/2016-08-15/k", "/kafunc/objects/b/2016-08-15/k");
    routes("b.any.aliyuncs.com", "OSS a:b", "/k?acl", "/kafunc/objects/b/k?acl");
    routes(".oss-cn-hangzhou.aliyuncs.com", "OSS a:b", "/", "/kafunc/objects/");
  }

  @Test
  void findsTheBucketInThePathOfASignedRequest() {
    routes("localhost:8080", "OSS a:b", "/b/k", "/kafunc/objects/b/k");
    var query = "?OSSAccessKeyId=a&Expires=1&Signature=s";
    routes("localhost", "", "/b/k" + query, "/kafunc/objects/b/k" + query);
    routes("localhost", "OSS a:b", "/kafunc/objects/b/k", "/kafunc/objects/b/k");
  }

  @Test
  void leavesAllOthersAlone() {
    for (var uri : new String[] {"/2016-08-15/services", "/kafunc/calls", "/b/k?Signature=s"}) {
      routes("localhost", "", uri, uri);
      routes("localhost", "FC a:b", uri, uri);
      routes("shop.example.com", "Basic x", uri, uri);
      routes("1.cn-hangzhou.fc.aliyuncs.com", "FC a:b", uri, uri);
    }
  }

  private static void routes(String host, String authorization, String uri, String to) {
    var request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, uri);
    request.headers().set("Host", host);
    if (!authorization.isEmpty()) {
      request.headers().set("Authorization", authorization);
    }
    assertThat(ObjectDoor.routed(request, uri, "oss.localhost")).isEqualTo(to);
  }
}
