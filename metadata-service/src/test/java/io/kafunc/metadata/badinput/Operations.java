// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.badinput;

import static io.kafunc.metadata.badinput.Operation.of;

import io.kafunc.metadata.api.MetadataServer;
import java.util.List;

/** Every operation of metadata, and a world in which each has something to work on. */
final class Operations {

  private static final String SERVICE =
      " description:t role:t logConfig:o logConfig.project:t logConfig.logstore:t"
          + " logConfig.enableRequestMetrics:b logConfig.enableInstanceMetrics:b"
          + " logConfig.logBeginRule:t vpcConfig:o vpcConfig.vpcId:t vpcConfig.vSwitchIds:ts"
          + " vpcConfig.securityGroupId:t vpcConfig.role:t internetAccess:b nasConfig:o"
          + " nasConfig.userId:i nasConfig.groupId:i nasConfig.mountPoints:a"
          + " nasConfig.mountPoints[].serverAddr:t nasConfig.mountPoints[].mountDir:t"
          + " tracingConfig:o tracingConfig.type:t tracingConfig.params:tm";
  private static final String FUNCTION =
      " description:t runtime:t handler:t initializer:t timeout:i initializationTimeout:i"
          + " memorySize:i gpuMemorySize:i code:o code.zipFile:t code.ossBucketName:t code.ossObjectName:t environmentVariables:tm"
          + " instanceConcurrency:i instanceSoftConcurrency:i instanceType:t"
          + " customContainerConfig:o customContainerConfig.image:t customContainerConfig.command:t"
          + " customContainerConfig.args:t customContainerConfig.accelerationType:t"
          + " customContainerConfig.instanceID:t caPort:i instanceLifecycleConfig:o"
          + " instanceLifecycleConfig.preFreeze:o instanceLifecycleConfig.preFreeze.handler:t"
          + " instanceLifecycleConfig.preFreeze.timeout:i instanceLifecycleConfig.preStop:o"
          + " instanceLifecycleConfig.preStop.handler:t instanceLifecycleConfig.preStop.timeout:i"
          + " layers:ts customDNS:o customDNS.nameServers:ts customDNS.searches:ts"
          + " customDNS.dnsOptions:a customDNS.dnsOptions[].name:t customDNS.dnsOptions[].value:t"
          + " customRuntimeConfig:o customRuntimeConfig.command:ts customRuntimeConfig.args:ts";
  private static final String TRIGGER =
      " description:t sourceArn:t invocationRole:t qualifier:t triggerConfig:o";
  private static final String ALIAS = " versionId:t description:t additionalVersionWeight:nm";
  private static final String DOMAIN =
      " protocol:t routeConfig:o routeConfig.routes:a routeConfig.routes[].path:t"
          + " routeConfig.routes[].serviceName:t routeConfig.routes[].functionName:t"
          + " routeConfig.routes[].qualifier:t routeConfig.routes[].methods:ts certConfig:o"
          + " certConfig.certName:t certConfig.certificate:t certConfig.privateKey:t tlsConfig:o"
          + " tlsConfig.minVersion:t tlsConfig.cipherSuites:ts";
  private static final String S = "/services/{serviceName:s}";
  private static final String F = S + "/functions/{functionName:f}";
  private static final String T = F + "/triggers";
  private static final String A = S + "/aliases";
  private static final String PROVISION =
      "target:i scheduledActions:a scheduledActions[].name:t scheduledActions[].startTime:t"
          + " scheduledActions[].endTime:t scheduledActions[].target:i"
          + " scheduledActions[].scheduleExpression:t targetTrackingPolicies:a"
          + " targetTrackingPolicies[].name:t targetTrackingPolicies[].startTime:t"
          + " targetTrackingPolicies[].endTime:t targetTrackingPolicies[].metricType:t"
          + " targetTrackingPolicies[].metricTarget:n targetTrackingPolicies[].minCapacity:i"
          + " targetTrackingPolicies[].maxCapacity:i alwaysAllocateCPU:b";

  static final List<Operation> ALL =
      List.of(
          of("CreateService", "POST /services", "{'serviceName':'n'}", "serviceName:t" + SERVICE),
          of("ListServices", "GET /services", "", ""),
          of("GetService", "GET " + S, "", ""),
          of("UpdateService", "PUT " + S, "{}", SERVICE.strip()),
          of("DeleteService", "DELETE " + S, "", ""),
          of("BindService", "POST " + S + "/binding", "{'vpcId':'v'}", "vpcId:t"),
          of("ListBindings", "GET " + S + "/bindings", "", ""),
          of("UnbindService", "DELETE " + S + "/binding", "{'vpcId':'v'}", "vpcId:t"),
          of(
              "CreateFunction",
              "POST " + S + "/functions",
              "{'functionName':'n'}",
              "functionName:t" + FUNCTION),
          of("ListFunctions", "GET " + S + "/functions", "", ""),
          of("GetFunction", "GET " + F, "", ""),
          of("GetFunctionCode", "GET " + F + "/code", "", ""),
          of("UpdateFunction", "PUT " + F, "{}", FUNCTION.strip()),
          of("DeleteFunction", "DELETE " + F, "", ""),
          of(
              "CreateTrigger",
              "POST " + T,
              "{'triggerName':'n','triggerType':'timer'}",
              "triggerName:t triggerType:t" + TRIGGER),
          of("ListTriggers", "GET " + T, "", ""),
          of("GetTrigger", "GET " + T + "/{triggerName:t}", "", ""),
          of("UpdateTrigger", "PUT " + T + "/{triggerName:t}", "{}", TRIGGER.strip()),
          of("DeleteTrigger", "DELETE " + T + "/{triggerName:t}", "", ""),
          of("PublishServiceVersion", "POST " + S + "/versions", "{}", "description:t"),
          of("ListServiceVersions", "GET " + S + "/versions", "", ""),
          of("DeleteServiceVersion", "DELETE " + S + "/versions/{versionId:1}", "", ""),
          of(
              "CreateAlias",
              "POST " + A,
              "{'aliasName':'n','versionId':'1'}",
              "aliasName:t" + ALIAS),
          of("ListAliases", "GET " + A, "", ""),
          of("GetAlias", "GET " + A + "/{aliasName:a}", "", ""),
          of("UpdateAlias", "PUT " + A + "/{aliasName:a}", "{}", ALIAS.strip()),
          of("DeleteAlias", "DELETE " + A + "/{aliasName:a}", "", ""),
          of("PutProvisionConfig", "PUT " + F + "/provision-config", "{}", PROVISION),
          of("GetProvisionConfig", "GET " + F + "/provision-config", "", ""),
          of("ListProvisionConfigs", "GET /provision-configs", "", ""),
          of("PutOnDemandConfig", "PUT " + F + "/on-demand-config", "{}", "maximumInstanceCount:i"),
          of("GetOnDemandConfig", "GET " + F + "/on-demand-config", "", ""),
          of("DeleteOnDemandConfig", "DELETE " + F + "/on-demand-config", "", ""),
          of("ListOnDemandConfigs", "GET /on-demand-configs", "", ""),
          of(
              "PutAsyncInvokeConfig",
              "PUT " + F + "/async-invoke-config",
              "{}",
              "destinationConfig:o destinationConfig.onSuccess:o"
                  + " destinationConfig.onSuccess.destination:t destinationConfig.onFailure:o"
                  + " destinationConfig.onFailure.destination:t maxAsyncEventAgeInSeconds:i"
                  + " maxAsyncRetryAttempts:i statefulInvocation:b"),
          of("GetAsyncInvokeConfig", "GET " + F + "/async-invoke-config", "", ""),
          of("DeleteAsyncInvokeConfig", "DELETE " + F + "/async-invoke-config", "", ""),
          of("ListAsyncInvokeConfigs", "GET " + F + "/async-invoke-configs", "", ""),
          of(
              "ListStatefulAsyncInvocationFunctions",
              "GET /stateful-async-invocation-functions",
              "",
              ""),
          of(
              "TagResource",
              "POST /tag",
              "{'resourceArn':'services/s','tags':{'k':'v'}}",
              "resourceArn:t tags:tm"),
          of("GetResourceTags", "GET /tag", "", ""),
          of(
              "UntagResource",
              "DELETE /tag",
              "{'resourceArn':'services/s','tagKeys':['k']}",
              "resourceArn:t tagKeys:ts all:b"),
          of("GetAccountSettings", "GET /account-settings", "", ""),
          of("GetAccountConfigs", "GET /accountConfigs", "", ""),
          of("ListReservedCapacities", "GET /reservedCapacities", "", ""),
          of(
              "CreateCustomDomain",
              "POST /custom-domains",
              "{'domainName':'n.example.com'}",
              "domainName:t" + DOMAIN),
          of("ListCustomDomains", "GET /custom-domains", "", ""),
          of("GetCustomDomain", "GET /custom-domains/{domainName:d.example.com}", "", ""),
          of(
              "UpdateCustomDomain",
              "PUT /custom-domains/{domainName:d.example.com}",
              "{}",
              DOMAIN.strip()),
          of("DeleteCustomDomain", "DELETE /custom-domains/{domainName:d.example.com}", "", ""),
          of(
              "CreateLayerVersion",
              "POST /layers/{layerName:l}/versions",
              "{}",
              "code:o code.zipFile:t code.ossBucketName:t code.ossObjectName:t description:t compatibleRuntime:ts"),
          of("ListLayers", "GET /layers", "", ""),
          of("ListLayerVersions", "GET /layers/{layerName:l}/versions", "", ""),
          of("GetLayerVersion", "GET /layers/{layerName:l}/versions/{version:1}", "", ""),
          of("DeleteLayerVersion", "DELETE /layers/{layerName:l}/versions/{version:1}", "", ""),
          of(
              "GetLayerVersionByArn",
              "GET /layerarn/{+arn:acs:fc:local:1000000000000000:layers/l/versions/1}",
              "",
              ""),
          of("GetTempBucketToken", "GET /tempBucketToken", "", ""),
          of("GetTempCodeBucketToken", "GET " + S + "/tempCodeBucketToken", "", ""),
          of("PutLayerACL", "PUT /layers/{layerName:l}/acl", "{}", "public:b"));

  /** Makes what the table names, in this service; each creation must succeed. */
  static void furnish(MetadataServer server, String service) {
    var s = "/services/" + service;
    var f = s + "/functions/f";
    made(server, "POST", "/services", "{'serviceName':'" + service + "','internetAccess':true}");
    made(server, "POST", s + "/functions", MetadataServer.function("f", ""));
    made(
        server,
        "POST",
        f + "/triggers",
        "{'triggerName':'t','triggerType':'timer','triggerConfig':{'cronExpression':'@every 1m'}}");
    made(server, "POST", s + "/versions", "{}");
    made(server, "POST", s + "/aliases", "{'aliasName':'a','versionId':'1'}");
    made(server, "PUT", f + "/on-demand-config", "{'maximumInstanceCount':3}");
    made(server, "PUT", f + "/async-invoke-config", "{'maxAsyncRetryAttempts':1}");
    made(server, "POST", s + "/binding", "{'vpcId':'vpc'}");
  }

  /** What belongs to no service. */
  static void furnish(MetadataServer server) {
    made(server, "POST", "/custom-domains", "{'domainName':'d.example.com'}");
    var zip = MetadataServer.base64(MetadataServer.zip("a", "b"));
    made(server, "POST", "/layers/l/versions", "{'code':{'zipFile':'" + zip + "'}}");
  }

  private static void made(MetadataServer server, String method, String path, String body) {
    var answer = server.send(method, path, body.replace('\'', '"'));
    if (answer.status() != 200) {
      throw new IllegalStateException(path + ": " + answer.text());
    }
  }

  private Operations() {}
}
