#pragma once

#include <vector>

#include "base/result.h"
#include "features/contacts/contact.h"
#include "features/contacts/contact_queries.h"
#include "storage/connection.h"

namespace madoguchi::features::message_queries {

/// Messages and system lines of one conversation, in the order of their ids, which is the order of
/// the desk.
using Messages = base::Result<std::vector<Message>>;

/// The newest `page.limit` of the thread that are older than `page.before`, oldest first.
[[nodiscard]] Messages of_thread(storage::Connection& db, base::ServiceId service,
                                 base::ThreadId thread, Page page);
/// Those of the thread that are newer than `after`, oldest first.
[[nodiscard]] Messages of_thread_after(storage::Connection& db, base::ServiceId service,
                                       base::ThreadId thread, base::MessageId after, int limit);
/// Those of one contact that changed after the desk's number `since`.
[[nodiscard]] Messages changed_since(storage::Connection& db, base::ServiceId service,
                                     base::ContactId contact, std::int64_t since, int limit);
[[nodiscard]] base::Result<std::optional<Message>> find_by_number(storage::Connection& db,
                                                                  base::ServiceId service,
                                                                  base::ContactId contact,
                                                                  std::int64_t number);

}  // namespace madoguchi::features::message_queries
