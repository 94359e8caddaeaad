// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors

'use strict';

/** What belongs to the account: custom domains, layers, and what it is asked before a deployment. */
module.exports = async ({ functions, refusal }, { service, code }) => {
  const fc = functions();
  const data = async (promise) => (await promise).data;
  const domain = `${service}.example.com`;
  const routes = [{ path: '/*', serviceName: service, functionName: 'page', methods: ['GET'] }];
  const steps = {};

  steps.domain = await data(fc.createCustomDomain(domain, { protocol: 'HTTP', routeConfig: { routes } }));
  steps.domainTwice = await refusal(fc.createCustomDomain(domain, { protocol: 'HTTP' }));
  steps.routed = await data(
    fc.updateCustomDomain(domain, { routeConfig: { routes: [{ ...routes[0], qualifier: 'PROD' }] } }),
  );
  steps.domains = (await data(fc.listCustomDomains({ prefix: domain }))).customDomains.length;
  await fc.deleteCustomDomain(domain);
  steps.noDomain = await refusal(fc.getCustomDomain(domain));

  steps.layer = await data(
    fc.publishLayerVersion(service, {
      code: { zipFile: code }, description: 'shared', compatibleRuntime: ['nodejs12'],
    }),
  );
  steps.layers = (await data(fc.listLayers({ prefix: service }))).layers.length;
  steps.layerVersions = (await data(fc.listLayerVersions(service))).layers.map((layer) => layer.version);
  const layer = await data(fc.getLayerVersion(service, 1));
  steps.byArn = (await data(fc.getLayerVersionByArn(layer.arn))).layerName;
  steps.published = (await fc.putLayerACL(service, { public: true })).data;
  await fc.deleteLayerVersion(service, 1);
  steps.noLayer = await refusal(fc.getLayerVersion(service, 1));

  steps.settings = await data(fc.getAccountSettings());
  steps.configs = await data(fc.getAccountConfigs({ config: ['CodeSizeLimit'] }));
  steps.reserved = await data(fc.listReservedCapacities());
  return steps;
};
