-- Calls from pages of the web [V20].

-- Into this queue go the calls of the widget; NULL: it has no telephone.
ALTER TABLE chat_settings ADD COLUMN web_call_queue_id INTEGER;

-- Of a call from a page: the thread of the chat of the visitor who calls, for what is known of their visit.
ALTER TABLE threads ADD COLUMN visitor_thread_id INTEGER;
