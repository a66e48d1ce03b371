#pragma once

#include <optional>

#include "base/result.h"
#include "channels/web_chat/visitor.h"
#include "storage/connection.h"

namespace madoguchi::channels::visitors_store {

/// Makes the visitor with the customer and thread of its own.
[[nodiscard]] base::Status add(storage::Connection& db, const Visitor& visitor,
                               std::string_view name, std::string_view token_hash,
                               const VisitDetails& details, base::Time now);
[[nodiscard]] base::Result<std::optional<Visitor>> find_by_token(storage::Connection& db,
                                                                 base::ServiceId service,
                                                                 std::string_view token_hash);
/// Where the visitor is now.
[[nodiscard]] base::Status set_details(storage::Connection& db, base::ServiceId service,
                                       base::VisitorId id, const VisitDetails& details,
                                       base::Time now);
[[nodiscard]] base::Status set_page(storage::Connection& db, base::ServiceId service,
                                    base::VisitorId id, std::string_view url,
                                    std::string_view title, base::Time now);
[[nodiscard]] base::Status set_consent(storage::Connection& db, base::ServiceId service,
                                       base::VisitorId id, base::Time at);

}  // namespace madoguchi::channels::visitors_store
