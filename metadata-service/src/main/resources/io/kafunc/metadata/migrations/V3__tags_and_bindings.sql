CREATE TABLE tag_row (
  id VARCHAR(700) PRIMARY KEY,
  account_id VARCHAR(64) NOT NULL,
  service_name VARCHAR(128) NOT NULL,
  tag VARCHAR(400) NOT NULL
);
CREATE INDEX tag_by_service ON tag_row (account_id, service_name, tag);

CREATE TABLE binding_row (
  id VARCHAR(400) PRIMARY KEY,
  account_id VARCHAR(64) NOT NULL,
  service_name VARCHAR(128) NOT NULL,
  vpc_id VARCHAR(128) NOT NULL
);
CREATE INDEX binding_by_vpc ON binding_row (account_id, service_name, vpc_id);
