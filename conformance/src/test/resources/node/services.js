// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors

'use strict';

/** Services, their tags and their bindings. */
module.exports = async ({ functions, refusal }, { service }) => {
  const fc = functions();
  const arn = `services/${service}`;
  const data = async (promise) => (await promise).data;

  const bare = await fc.createService(service);
  const steps = { bare: bare.data };
  steps.etag = typeof bare.headers.etag;
  steps.again = await refusal(fc.createService(service));
  steps.got = await data(fc.getService(service));
  steps.updated = await data(
    fc.updateService(service, {
      description: 'sells tea',
      internetAccess: false,
      logConfig: { project: 'shop', logstore: 'output' },
      nasConfig: { userId: -1, mountPoints: [{ serverAddr: 'nas.local:/tea', mountDir: '/mnt/tea' }] },
      vpcConfig: { vpcId: 'vpc-1', vSwitchIds: ['vsw-1'], securityGroupId: 'sg-1' },
      tracingConfig: { type: 'Jaeger', params: { endpoint: 'http://127.0.0.1:14268' } },
    }),
  );
  steps.stale = await refusal(fc.updateService(service, { description: 'x' }, { 'if-match': bare.headers.etag }));
  steps.empty = await refusal(fc.createService(''));
  steps.tagged = Object.keys(await data(fc.tagResource(arn, { team: 'tea', stage: 'test' })));
  steps.tags = await data(fc.getResourceTags({ resourceArn: arn }));
  steps.byTag = await data(fc.listServices({ prefix: service, tags: { team: 'tea' } }));
  steps.untagged = Object.keys(await data(fc.untagResource(arn, ['team'])));
  steps.listed = await data(fc.listServices({ prefix: service, limit: 1 }));
  const deleted = await fc.deleteService(service);
  steps.deleted = deleted.data;
  steps.gone = await refusal(fc.getService(service));
  steps.none = await data(fc.listServices({ prefix: service }));
  return steps;
};
