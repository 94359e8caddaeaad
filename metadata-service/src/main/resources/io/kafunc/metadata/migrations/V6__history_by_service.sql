-- History takes a row for each event: no row repeats what the one before it says, and one index does
-- for services and for what is below them.

DROP TABLE history_row;
CREATE TABLE history_row (
  position BIGINT PRIMARY KEY,
  service_key BIGINT NOT NULL,
  subject_key BIGINT NOT NULL,
  account_id VARCHAR(64) NOT NULL,
  service_name VARCHAR(128) NOT NULL,
  subject VARCHAR(600) NOT NULL,
  event_type VARCHAR(64) NOT NULL,
  event_time BIGINT NOT NULL,
  actor VARCHAR(200) NOT NULL,
  request_id VARCHAR(64) NOT NULL,
  revision BIGINT NOT NULL,
  follows BOOLEAN NOT NULL,
  body_before BYTEA,
  body_after BYTEA
);
CREATE INDEX history_by_service ON history_row (service_key, position, subject_key);

ALTER TABLE async_config_row ADD COLUMN stateful BOOLEAN DEFAULT FALSE NOT NULL;
