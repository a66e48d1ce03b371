-- Texts that operators insert into their replies [M2].

-- The version counts the changes of a service's list; a service without a row has none yet, version 0.
CREATE TABLE message_template_lists (
  service_id INTEGER NOT NULL PRIMARY KEY REFERENCES services (id),
  version INTEGER NOT NULL
);

-- position: 0, 1, 2 and so on, without gaps. group_name is empty for those without a group.
CREATE TABLE message_templates (
  service_id INTEGER NOT NULL REFERENCES services (id),
  id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  group_name TEXT NOT NULL,
  name TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (service_id, id)
);
