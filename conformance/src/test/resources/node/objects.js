// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors

'use strict';

const { Readable } = require('stream');

module.exports = async ({ objects, refusal }, { bucket }) => {
  const client = objects({});
  await client.putBucket(bucket);
  client.useBucket(bucket);

  const put = await client.put('a/hello wörld.txt', Buffer.from('123456789'), { meta: { author: 'me' } });
  await client.putStream('a/stream', Readable.from([Buffer.alloc(3000000, 'x'), Buffer.from('end')]));
  await client.put('b/2', Buffer.from('two'));
  await client.put('c', Buffer.from(''));

  const got = await client.get('a/hello wörld.txt');
  const head = await client.head('a/hello wörld.txt');
  const streamed = await client.get('a/stream');

  const all = await client.list({});
  const first = await client.list({ prefix: 'a/', 'max-keys': 1 });
  const rest = await client.list({ prefix: 'a/', marker: first.nextMarker });
  const top = await client.list({ delimiter: '/' });
  const second = await client.listV2({ 'max-keys': 3 });
  const secondRest = await client.listV2({ 'continuation-token': second.nextContinuationToken });
  const buckets = await client.listBuckets();

  const byPath = objects({ endpoint: client.options.endpoint.href.replace('127.0.0.1', 'localhost'), sldEnable: true, bucket });
  const url = byPath.signatureUrl('b/2', { expires: 60 });
  const fetched = await fetch(url);
  const byCname = objects({ cname: true, bucket });

  const names = (page) => page.objects.map((object) => object.name);
  const result = {
    putStatus: put.res.status,
    crc64: put.res.headers['x-oss-hash-crc64ecma'],
    etag: put.res.headers.etag,
    requestId: put.res.headers['x-oss-request-id'],
    content: got.content.toString(),
    meta: head.meta,
    length: head.res.headers['content-length'],
    type: head.res.headers['content-type'],
    streamed: streamed.content.length,
    all: names(all),
    sizes: all.objects.map((object) => object.size),
    first: names(first),
    firstTruncated: first.isTruncated,
    rest: names(rest),
    restTruncated: rest.isTruncated,
    top: names(top),
    prefixes: top.prefixes,
    second: names(second),
    secondRest: names(secondRest),
    bucketListed: buckets.buckets.some((each) => each.name === bucket),
    linked: await fetched.text(),
    byPath: (await byPath.get('b/2')).content.toString(),
    byCname: (await byCname.get('b/2')).content.toString(),
    digest: await refusal(client.put('d', Buffer.from('x'), { headers: { 'Content-MD5': 'JfnnlDI7RTiF9RgfG2JNCw==' } })),
    missing: await refusal(client.get('none')),
    missingHead: await refusal(client.head('none')),
    noBucket: await refusal(objects({ bucket: `${bucket}-none` }).get('k')),
    wrongKey: await refusal(objects({ bucket, accessKeySecret: 'wrong' }).get('b/2')),
    full: await refusal(client.deleteBucket(bucket)),
  };

  for (const object of all.objects) {
    await client.delete(object.name);
  }
  result.deleted = await refusal(client.get('b/2'));
  result.left = names(await client.list({}));
  await client.deleteBucket(bucket);
  return result;
};
