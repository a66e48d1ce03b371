#pragma once

#include <boost/json/object.hpp>

#include "features/customers/customer.h"

namespace madoguchi::features {

/// The shape Customer of api/openapi.yaml.
[[nodiscard]] boost::json::object customer_json(const Customer& customer);

}  // namespace madoguchi::features
