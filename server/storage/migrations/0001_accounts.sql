-- The organization, its services and operators, how they sign in, and what each service is set to.

CREATE TABLE organization (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  name TEXT NOT NULL,
  created_at INTEGER NOT NULL
);

CREATE TABLE services (
  id INTEGER NOT NULL PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  language TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  has_chat INTEGER NOT NULL,
  created_at INTEGER NOT NULL
);

-- The mail address is kept in lower case. Without a password hash the operator is invited and cannot sign in.
CREATE TABLE operators (
  id INTEGER NOT NULL PRIMARY KEY,
  email TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  password_hash TEXT,
  is_organization_admin INTEGER NOT NULL,
  is_disabled INTEGER NOT NULL,
  chat_capacity INTEGER NOT NULL,
  preferences TEXT NOT NULL,
  created_at INTEGER NOT NULL
);

CREATE TABLE operator_services (
  service_id INTEGER NOT NULL REFERENCES services (id),
  operator_id INTEGER NOT NULL REFERENCES operators (id),
  role TEXT NOT NULL,
  can_chat INTEGER NOT NULL,
  PRIMARY KEY (service_id, operator_id)
);
CREATE INDEX operator_services_operator ON operator_services (operator_id);

-- Tokens of sessions and invitations are kept as their SHA-256 only.
CREATE TABLE sessions (
  id INTEGER NOT NULL PRIMARY KEY,
  operator_id INTEGER NOT NULL REFERENCES operators (id),
  token_hash TEXT NOT NULL UNIQUE,
  started_at INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL,
  address TEXT NOT NULL,
  user_agent TEXT NOT NULL
);
CREATE INDEX sessions_operator ON sessions (operator_id, id);

CREATE TABLE invitations (
  operator_id INTEGER NOT NULL PRIMARY KEY REFERENCES operators (id),
  token_hash TEXT NOT NULL UNIQUE,
  expires_at INTEGER NOT NULL
);

-- The members of a queue are the operators who can chat in its service.
CREATE TABLE queues (
  service_id INTEGER NOT NULL REFERENCES services (id),
  id INTEGER NOT NULL,
  name TEXT NOT NULL,
  is_default INTEGER NOT NULL,
  PRIMARY KEY (service_id, id)
);
CREATE UNIQUE INDEX queues_default ON queues (service_id) WHERE is_default = 1;

CREATE TABLE chat_settings (
  service_id INTEGER NOT NULL PRIMARY KEY REFERENCES services (id),
  color TEXT NOT NULL,
  consent_required INTEGER NOT NULL,
  consent_url TEXT NOT NULL,
  inquiry_url TEXT NOT NULL,
  silence_end_seconds INTEGER NOT NULL,
  silence_warning_seconds INTEGER NOT NULL,
  open_deadline_seconds INTEGER NOT NULL
);

CREATE TABLE chat_texts (
  service_id INTEGER NOT NULL REFERENCES services (id),
  name TEXT NOT NULL,
  ja TEXT NOT NULL,
  en TEXT NOT NULL,
  ko TEXT NOT NULL,
  PRIMARY KEY (service_id, name)
);

CREATE TABLE chat_origins (
  service_id INTEGER NOT NULL REFERENCES services (id),
  position INTEGER NOT NULL,
  origin TEXT NOT NULL,
  PRIMARY KEY (service_id, position)
);

-- One row a service: the words, each in a line of its own.
CREATE TABLE ng_words (
  service_id INTEGER NOT NULL PRIMARY KEY REFERENCES services (id),
  words TEXT NOT NULL
);

-- Retired reasons stay for the statistics.
CREATE TABLE work_reasons (
  id INTEGER NOT NULL PRIMARY KEY,
  position INTEGER NOT NULL,
  ja TEXT NOT NULL,
  en TEXT NOT NULL,
  ko TEXT NOT NULL,
  retired_at INTEGER
);

-- service_id is NULL for matters of the organization. The operator's name is the one of that time.
CREATE TABLE audit_log (
  id INTEGER NOT NULL PRIMARY KEY,
  service_id INTEGER,
  at INTEGER NOT NULL,
  operator_id INTEGER,
  operator_name TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT NOT NULL,
  address TEXT NOT NULL
);
CREATE INDEX audit_log_service ON audit_log (service_id, id);
