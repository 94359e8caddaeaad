// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyuncs.fc.client.FunctionComputeClient;
import com.aliyuncs.fc.model.Layer;
import com.aliyuncs.fc.request.DeleteLayerVersionRequest;
import com.aliyuncs.fc.request.GetLayerVersionRequest;
import com.aliyuncs.fc.request.ListLayerRequest;
import com.aliyuncs.fc.request.ListLayerVersionRequest;
import com.aliyuncs.fc.request.PublishLayerVersionRequest;
import com.aliyuncs.fc.response.PublishLayerVersionResponse;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningSuite.class)
class LayersIT {

  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final String LISTED =
      """
      {
        "layerName": "%s",
        "version": "%s",
        "description": "shared",
        "code": {"repositoryType": "OSS", "location": "URL"},
        "codeSize": "SIZE",
        "codeChecksum": "CRC-64",
        "createTime": "TIME",
        "compatibleRuntime": ["nodejs12", "python3"],
        "acl": 0,
        "arn": "acs:fc:local:%s:layers/%s/versions/%s"
      }
      """;

  private final Suite suite;
  private final FunctionComputeClient client;
  private final String layer =
      "layer-%d-%d".formatted(ProcessHandle.current().pid(), COUNT.incrementAndGet());

  LayersIT(Suite suite) {
    this.suite = suite;
    this.client = suite.vendorClient();
  }

  @Test
  void answersAVersionAsItWasPublished() {
    // when
    var published = publish();
    // then: the client's class for code knows only what is sent
    var code = "{\"ossBucketName\": null, \"ossObjectName\": null, \"zipFile\": null}";
    Answered.with(
        "{\"layerName\": \"%s\", \"version\": 1, \"code\": %s}".formatted(layer, code), published);
    Answered.with(
        """
        {
          "layerName": "%s",
          "version": "1",
          "code": %s,
          "codeSha256": null,
          "codeSize": "SIZE",
          "location": null
        }
        """
            .formatted(layer, code),
        client.getLayerVerion(version("1")));
  }

  @Test
  void listsTheNewestVersionOfEachLayer() {
    // given
    publish();
    publish();
    // when
    var list = new ListLayerRequest();
    list.setPrefix(layer);
    list.setLimit("10");
    // then
    Answered.with(
        "{\"layers\": [%s], \"nextToken\": null}".formatted(listed("2")), client.listLayer(list));
  }

  @Test
  void listsVersionsPageByPage() {
    // given
    publish();
    publish();
    publish();
    // when
    var request = new ListLayerVersionRequest();
    request.setLayerName(layer);
    request.setLimit(2);
    var first = client.listLayerVersion(request);
    request.setStartVersion(first.getNextVersion().toString());
    var second = client.listLayerVersion(request);
    // then
    Answered.with(
        "{\"layers\": [%s, %s], \"nextVersion\": 3}".formatted(listed("1"), listed("2")), first);
    Answered.with("{\"layers\": [%s], \"nextVersion\": null}".formatted(listed("3")), second);
  }

  @Test
  void listsOnlySharedLayersWhereThoseAreAskedFor() {
    // given
    publish();
    var shared = new ListLayerRequest();
    shared.setPublic(true);
    assertThat(namesOf(shared)).doesNotContain(layer);
    // when
    var acl = suite.request("/2016-08-15/layers/" + layer + "/acl?public=true");
    assertThat(suite.send(acl.PUT(BodyPublishers.noBody())).statusCode()).isEqualTo(200);
    // then
    assertThat(namesOf(shared)).contains(layer);
  }

  @Test
  void missesADeletedVersionAndThenTheLayer() {
    // given
    publish();
    publish();
    // when, then
    Answered.empty(client.deleteLayerVersion(deletion("1")));
    Refused.with(
        404,
        "LayerVersionNotFound",
        "version '1' of layer '%s' does not exist".formatted(layer),
        () -> client.getLayerVerion(version("1")));
    Answered.empty(client.deleteLayerVersion(deletion("2")));
    Refused.with(
        404,
        "LayerNotFound",
        "layer '%s' does not exist".formatted(layer),
        () -> client.getLayerVerion(version("2")));
  }

  @Test
  void refusesALayerWithoutCode() {
    var request = new PublishLayerVersionRequest();
    request.setLayerName(layer);
    Refused.with(
        400,
        "InvalidArgument",
        "code is required but not set",
        () -> client.publishLayerVersion(request));
  }

  private PublishLayerVersionResponse publish() {
    var request = new PublishLayerVersionRequest();
    request.setLayerName(layer);
    request.setCode(CodeZip.node("exports.tea = 1;"));
    request.setDescription("shared");
    request.setCompatibleRuntime(new String[] {"nodejs12", "python3"});
    return client.publishLayerVersion(request);
  }

  private Stream<String> namesOf(ListLayerRequest list) {
    list.setPrefix(layer);
    return Stream.of(client.listLayer(list).getLayers()).map(Layer::getLayerName);
  }

  private GetLayerVersionRequest version(String version) {
    var request = new GetLayerVersionRequest();
    request.setLayerName(layer);
    request.setVersion(version);
    return request;
  }

  private DeleteLayerVersionRequest deletion(String version) {
    var request = new DeleteLayerVersionRequest();
    request.setLayerName(layer);
    request.setVersion(version);
    return request;
  }

  private String listed(String version) {
    return LISTED.formatted(layer, version, suite.accountId(), layer, version);
  }
}
