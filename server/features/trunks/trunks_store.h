#pragma once

#include <vector>

#include "features/trunks/phone_number.h"
#include "features/trunks/stored_trunk.h"
#include "storage/connection.h"

namespace madoguchi::features::trunks_store {

/// By name; passwords are sealed.
[[nodiscard]] base::Result<std::vector<StoredTrunk>> all_trunks(storage::Connection& db);
/// Inserts it, or replaces the one of its id.
[[nodiscard]] base::Status save(storage::Connection& db, const StoredTrunk& trunk);
[[nodiscard]] base::Status remove(storage::Connection& db, TrunkId id);

/// By number.
[[nodiscard]] base::Result<std::vector<PhoneNumber>> all_numbers(storage::Connection& db);
/// `key`: what two ways to write the number have in common.
[[nodiscard]] base::Status save(storage::Connection& db, const PhoneNumber& number,
                                const std::string& key);
[[nodiscard]] base::Status remove(storage::Connection& db, PhoneNumberId id);

}  // namespace madoguchi::features::trunks_store
