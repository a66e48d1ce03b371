#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/result.h"
#include "features/contacts/contact.h"
#include "storage/connection.h"

namespace madoguchi::features {

/// Which list of an inbox; the rules are in docs/events.md.
enum class Box { kMine, kWaiting, kTeam, kEnded };

struct Page {
  std::optional<std::int64_t> before;  ///< id of the last row of the page before
  int limit = 100;
};

/// Reads contacts as the screens show them. Called on database threads.
namespace contact_queries {

using Rows = base::Result<std::vector<Contact>>;

[[nodiscard]] base::Result<std::optional<Contact>> find(storage::Connection& db,
                                                        base::ServiceId service,
                                                        base::ContactId id);
[[nodiscard]] Rows mine(storage::Connection& db, base::ServiceId service, base::OperatorId owner,
                        int limit);
[[nodiscard]] Rows waiting(storage::Connection& db, base::ServiceId service, int limit);
[[nodiscard]] Rows team(storage::Connection& db, base::ServiceId service, int limit);
[[nodiscard]] Rows ended(storage::Connection& db, base::ServiceId service, Page page);
[[nodiscard]] Rows of_customer(storage::Connection& db, base::ServiceId service,
                               base::CustomerId customer, int limit);
/// What changed after the desk's number `since`, oldest change first.
[[nodiscard]] Rows changed_since(storage::Connection& db, base::ServiceId service,
                                 std::int64_t since, int limit);
/// By the number that people see ("12", "#12"), or by a part of the customer's name or of a
/// message's text, notes aside. A to Z match in both cases.
[[nodiscard]] Rows search(storage::Connection& db, base::ServiceId service, std::string_view text,
                          int limit);
/// The contact of a thread that is not ended, or nothing.
[[nodiscard]] base::Result<std::optional<Contact>> open_of_thread(storage::Connection& db,
                                                                  base::ServiceId service,
                                                                  base::ThreadId thread);

}  // namespace contact_queries
}  // namespace madoguchi::features
