// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors

'use strict';

/** What hangs on a function: triggers, and how many instances and attempts it gets. */
module.exports = async ({ functions, refusal }, { service, code }) => {
  const fc = functions();
  const data = async (promise) => (await promise).data;
  const steps = {};

  await fc.createService(service);
  await fc.createFunction(service, {
    functionName: 'price', runtime: 'nodejs12', handler: 'index.handler', code: { zipFile: code },
  });
  await fc.publishVersion(service);
  await fc.createAlias(service, 'PROD', '1');

  const timer = { payload: 'tick', cronExpression: '0 0 4 * * *', enable: true };
  steps.timer = await data(
    fc.createTrigger(service, 'price', {
      triggerName: 'nightly', triggerType: 'timer', qualifier: 'PROD', triggerConfig: timer,
    }),
  );
  steps.changed = await data(fc.updateTrigger(service, 'price', 'nightly', { triggerConfig: { ...timer, enable: false } }));
  const bucket = {
    triggerName: 'uploads',
    triggerType: 'oss',
    sourceArn: 'acs:oss:local:1000000000000000:orders',
    invocationRole: 'acs:ram::1000000000000000:role/AliyunOSSEventNotificationRole',
    triggerConfig: { events: ['oss:ObjectCreated:*'], filter: { key: { prefix: 'in/', suffix: '.json' } } },
  };
  steps.bucket = await data(fc.createTrigger(service, 'price', bucket));
  steps.overlap = await refusal(fc.createTrigger(service, 'price', { ...bucket, triggerName: 'again' }));
  steps.unknownType = await refusal(
    fc.createTrigger(service, 'price', { triggerName: 'x', triggerType: 'carrier-pigeon', triggerConfig: {} }),
  );
  steps.badCron = await refusal(
    fc.createTrigger(service, 'price', {
      triggerName: 'x', triggerType: 'timer', triggerConfig: { cronExpression: 'often', enable: true },
    }),
  );
  steps.triggers = (await data(fc.listTriggers(service, 'price'))).triggers.map((trigger) => trigger.triggerName);
  steps.busy = await refusal(fc.deleteFunction(service, 'price'));
  await fc.deleteTrigger(service, 'price', 'nightly');
  await fc.deleteTrigger(service, 'price', 'uploads');
  steps.goneTrigger = await refusal(fc.getTrigger(service, 'price', 'nightly'));

  steps.noLimit = await refusal(fc.getOnDemandConfig(service, 'price', 'PROD'));
  steps.limit = await data(fc.putOnDemandConfig(service, 'price', 'PROD', { maximumInstanceCount: 10 }));
  steps.limits = await data(fc.listOnDemandConfigs({ prefix: `services/${service}` }));
  await fc.deleteOnDemandConfig(service, 'price', 'PROD');

  steps.scheduled = await data(
    fc.putProvisionConfig(service, 'price', 'PROD', {
      target: 0,
      scheduledActions: [
        {
          name: 'morning',
          startTime: '2036-11-01T00:00:00Z',
          endTime: '2037-11-01T00:00:00Z',
          target: 3,
          scheduleExpression: 'cron(0 0 8 * * *)',
        },
      ],
    }),
  );
  steps.badSchedule = await refusal(
    fc.putProvisionConfig(service, 'price', 'PROD', {
      target: 0,
      scheduledActions: [
        { name: 'a', startTime: 'today', endTime: '2037-11-01T00:00:00Z', target: 3, scheduleExpression: 'at(2036-12-01T00:00:00Z)' },
      ],
    }),
  );

  const failures = `acs:fc:local:1000000000000000:services/${service}/functions/price`;
  steps.noAsync = await refusal(fc.getFunctionAsyncConfig(service, 'price', 'PROD'));
  steps.async = await data(
    fc.putFunctionAsyncConfig(service, 'price', 'PROD', {
      maxAsyncEventAgeInSeconds: 100,
      maxAsyncRetryAttempts: 1,
      destinationConfig: { onFailure: { destination: failures } },
    }),
  );
  steps.asyncs = (await data(fc.listFunctionAsyncConfigs(service, 'price'))).configs.map((config) => config.qualifier);
  await fc.deleteFunctionAsyncConfig(service, 'price', 'PROD');

  await fc.deleteFunction(service, 'price');
  await fc.deleteVersion(service, '1');
  await fc.deleteAlias(service, 'PROD');
  await fc.deleteService(service);
  return steps;
};
