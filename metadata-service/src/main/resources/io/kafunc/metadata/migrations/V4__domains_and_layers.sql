CREATE TABLE domain_row (
  id VARCHAR(400) PRIMARY KEY,
  account_id VARCHAR(64) NOT NULL,
  domain_name VARCHAR(253) NOT NULL,
  created_time BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  body VARCHAR NOT NULL
);
CREATE INDEX domain_by_name ON domain_row (account_id, domain_name);

CREATE TABLE layer_row (
  id VARCHAR(400) PRIMARY KEY,
  account_id VARCHAR(64) NOT NULL,
  layer_name VARCHAR(128) NOT NULL,
  version BIGINT NOT NULL,
  latest BOOLEAN NOT NULL,
  shared BOOLEAN NOT NULL,
  code_sha256 VARCHAR(64) NOT NULL,
  revision BIGINT NOT NULL,
  body VARCHAR NOT NULL
);
CREATE INDEX layer_by_version ON layer_row (account_id, layer_name, version);
