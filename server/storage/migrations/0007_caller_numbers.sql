-- Numbers that may be shown as the caller of calls which operators make.

-- number: digits as trunks write them, 0 in front. state: requested, approved or withdrawn. requested_by is NULL when the
-- configuration leads calls to the number into the service; decided_by when the trial approved it.
CREATE TABLE caller_numbers (
  service_id INTEGER NOT NULL REFERENCES services (id),
  id INTEGER NOT NULL,
  number TEXT NOT NULL,
  label TEXT NOT NULL,
  trunk TEXT NOT NULL,
  state TEXT NOT NULL,
  requested_by INTEGER,
  requested_at INTEGER NOT NULL,
  decided_by INTEGER,
  decided_at INTEGER,
  PRIMARY KEY (service_id, id)
);
CREATE UNIQUE INDEX caller_numbers_number ON caller_numbers (service_id, number);
