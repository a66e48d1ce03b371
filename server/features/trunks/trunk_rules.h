#pragma once

#include <vector>

#include "features/services/service_directory.h"
#include "features/trunks/phone_number.h"
#include "features/trunks/stored_trunk.h"

namespace madoguchi::features {

constexpr std::size_t kMaxTrunks = 100;
constexpr std::size_t kMaxNumbers = 1'000;

/// What two ways to write one number have in common: "03-1234-5678" and "+81312345678".
[[nodiscard]] std::string number_key(const std::string& number);

/// Whether the trunk can stand beside the others: name and addresses are its own. kAlreadyExists
/// with the field; kInvalidInput when there would be too many, the name is that of calls from
/// pages, or it registers without a user.
[[nodiscard]] base::Status check_beside(const voice::Trunk& trunk,
                                        const std::vector<voice::Trunk>& others);
/// The same for a number; and that service and queue are there.
[[nodiscard]] base::Status check_beside(const PhoneNumber& number,
                                        const std::vector<std::string>& others,
                                        const ServiceDirectory& directory);

}  // namespace madoguchi::features
