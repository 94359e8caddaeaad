// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors

'use strict';

/** A function, its versions and the aliases that point at them. */
module.exports = async ({ functions, refusal }, { service, code }) => {
  const fc = functions();
  const zipFile = code;
  const data = async (promise) => (await promise).data;
  const steps = {};

  await fc.createService(service, { description: 'a shop' });
  steps.created = await data(
    fc.createFunction(service, {
      functionName: 'price',
      description: 'prices orders',
      runtime: 'nodejs12',
      handler: 'index.handler',
      memorySize: 256,
      timeout: 10,
      environmentVariables: { CURRENCY: 'CNY' },
      code: { zipFile },
    }),
  );
  steps.twice = await refusal(
    fc.createFunction(service, { functionName: 'price', runtime: 'nodejs12', handler: 'index.handler', code: { zipFile } }),
  );
  steps.runtime = await refusal(
    fc.createFunction(service, { functionName: 'x', runtime: 'cobol', handler: 'index.handler', code: { zipFile } }),
  );
  const lent = await data(fc.getFunctionCode(service, 'price'));
  steps.code = { fields: Object.keys(lent).sort(), sameChecksum: lent.checksum === steps.created.codeChecksum, status: (await fetch(lent.url)).status };
  steps.published = await data(fc.publishVersion(service, 'the first'));
  steps.unchanged = await refusal(fc.publishVersion(service, 'the same'));
  steps.updated = await data(
    fc.updateFunction(service, 'price', { environmentVariables: {}, initializer: 'index.init', instanceConcurrency: 5 }),
  );
  await fc.publishVersion(service, 'the second');
  steps.versions = await data(fc.listVersions(service));
  steps.forward = await data(fc.listVersions(service, { direction: 'FORWARD', limit: 1 }));
  steps.frozen = await data(fc.getService(service, {}, '1'));
  steps.frozenFunctions = await data(fc.listFunctions(service, {}, {}, '1'));

  steps.alias = await data(fc.createAlias(service, 'PROD', '1', { additionalVersionWeight: { 2: 0.05 } }));
  steps.aliasTwice = await refusal(fc.createAlias(service, 'PROD', '1'));
  steps.moved = await data(fc.updateAlias(service, 'PROD', '2', { additionalVersionWeight: {}, description: 'live' }));
  steps.toNowhere = await refusal(fc.updateAlias(service, 'PROD', '9'));
  steps.toLatest = await refusal(fc.createAlias(service, 'DEV', 'LATEST'));
  steps.aliases = await data(fc.listAliases(service));
  const called = await fc.invokeFunction(service, 'price', 'an order', {}, 'PROD');
  steps.called = { body: String(called.data), version: called.headers['x-fc-invocation-service-version'] };
  await fc.deleteVersion(service, '2');
  steps.dangling = await refusal(fc.invokeFunction(service, 'price', 'an order', {}, 'PROD'));
  steps.aliasStays = (await data(fc.getAlias(service, 'PROD'))).versionId;

  steps.notEmpty = await refusal(fc.deleteService(service));
  await fc.deleteFunction(service, 'price');
  await fc.deleteVersion(service, '1');
  await fc.deleteAlias(service, 'PROD');
  await fc.deleteService(service);
  steps.gone = await refusal(fc.listFunctions(service));
  return steps;
};
