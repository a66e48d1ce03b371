-- Desk phones of operators. One password serves all phones of an extension. It is kept as what digest authentication compares
-- (RFC 7616 section 3.4.2: the hash of extension, realm and password): whoever reads it can register as that phone, nothing else.
-- The row ends when the extension changes or is taken away, and when the operator is disabled.
CREATE TABLE desk_phones (
  operator_id INTEGER NOT NULL PRIMARY KEY REFERENCES operators (id),
  extension TEXT NOT NULL UNIQUE,
  secret_md5 TEXT NOT NULL,
  secret_sha256 TEXT NOT NULL,
  made_at INTEGER NOT NULL
);
