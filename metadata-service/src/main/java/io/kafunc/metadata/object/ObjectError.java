// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.object;

/** What this protocol refuses with: its own codes, statuses and texts, in XML. */
enum ObjectError {
  INVALID_ARGUMENT(400, "InvalidArgument", "The argument is invalid."),
  INVALID_BUCKET_NAME(400, "InvalidBucketName", "The specified bucket is not valid."),
  INVALID_OBJECT_NAME(400, "InvalidObjectName", "The specified object is not valid."),
  INVALID_DIGEST(400, "InvalidDigest", "The Content-MD5 you specified is not valid."),
  BAD_DIGEST(400, "BadDigest", "The Content-MD5 you specified did not match what we received."),
  ACCESS_DENIED(403, "AccessDenied", "Access is denied."),
  INVALID_ACCESS_KEY_ID(
      403, "InvalidAccessKeyId", "The OSS Access Key Id you provided does not exist."),
  INVALID_SECURITY_TOKEN(403, "InvalidSecurityToken", "The security token is not valid."),
  SECURITY_TOKEN_EXPIRED(403, "SecurityTokenExpired", "The security token has expired."),
  SIGNATURE_DOES_NOT_MATCH(
      403,
      "SignatureDoesNotMatch",
      "The request signature we calculated does not match the signature you provided."
          + " Check your key and signing method."),
  REQUEST_TIME_TOO_SKEWED(
      403,
      "RequestTimeTooSkewed",
      "The difference between the request time and the current time is too large."),
  NO_SUCH_BUCKET(404, "NoSuchBucket", "The specified bucket does not exist."),
  NO_SUCH_KEY(404, "NoSuchKey", "The specified key does not exist."),
  METHOD_NOT_ALLOWED(
      405, "MethodNotAllowed", "The specified method is not allowed against this resource."),
  BUCKET_NOT_EMPTY(409, "BucketNotEmpty", "The bucket you tried to delete is not empty.");

  private final int status;
  private final String code;
  private final String message;

  ObjectError(int status, String code, String message) {
    this.status = status;
    this.code = code;
    this.message = message;
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  ObjectRefusedException refusal() {
    return new ObjectRefusedException(this, message);
  }

  ObjectRefusedException saying(String text) {
    return new ObjectRefusedException(this, text);
  }
}
