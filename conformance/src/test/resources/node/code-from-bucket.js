// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors

'use strict';

module.exports = async ({ objects, functions, refusal }, { service, bucket, code }) => {
  const archive = Buffer.from(code, 'base64');
  const client = objects({});
  await client.putBucket(bucket);
  client.useBucket(bucket);
  const put = await client.put('code.zip', archive);

  const fc = functions();
  const define = (functionName, ossBucketName, ossObjectName) => ({
    functionName,
    runtime: 'nodejs12',
    handler: 'index.handler',
    code: { ossBucketName, ossObjectName },
  });
  const created = await fc.createFunction(service, define('from-bucket', bucket, 'code.zip'));
  const invoked = await fc.invokeFunction(service, 'from-bucket', 'event');
  const missing = await refusal(fc.createFunction(service, define('none', bucket, 'none.zip')));

  const { data } = await fc.getTempCodeBucketPermission(service, 'lent', 'e1');
  const lent = objects({
    bucket: data.ossBucket,
    accessKeyId: data.credentials.AccessKeyId,
    accessKeySecret: data.credentials.AccessKeySecret,
    stsToken: data.credentials.SecurityToken,
    refreshSTSToken: async () => ({}),
  });
  const key = `${fc.accountid}/${service}/${data.objectName}`;
  await lent.put(key, archive);
  const denied = await refusal(lent.put('another', archive));
  await fc.createFunction(service, define('lent', data.ossBucket, key));
  const again = await fc.invokeFunction(service, 'lent', 'event');

  await client.delete('code.zip');
  await client.deleteBucket(bucket);
  return {
    checksum: created.data.codeChecksum,
    crc64: put.res.headers['x-oss-hash-crc64ecma'],
    size: created.data.codeSize,
    answer: String(invoked.data),
    again: String(again.data),
    missing,
    denied,
  };
};
