#pragma once

#include <boost/json/object.hpp>

#include "features/trunks/trunks_service.h"

namespace madoguchi::features {

/// The shapes Trunk, PhoneNumber and NumberTarget of api/openapi.yaml. A password is never shown.
[[nodiscard]] boost::json::object trunk_json(const TrunkView& view);
[[nodiscard]] boost::json::object number_json(const PhoneNumber& number);
[[nodiscard]] boost::json::object number_json(const FixedNumber& number,
                                              const ServiceDirectory& directory);
[[nodiscard]] boost::json::object target_json(const ServiceEntry& service);

}  // namespace madoguchi::features
