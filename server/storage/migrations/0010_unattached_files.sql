-- Files that no message has, oldest first: they go after a day.
CREATE INDEX files_unattached ON files (created_at) WHERE message_id IS NULL;
