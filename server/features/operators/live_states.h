#pragma once

#include <boost/json/object.hpp>

#include "base/id.h"

namespace madoguchi::features {

/// The live state of operators, as the desk has it: the shape OperatorState of api/openapi.yaml.
/// Safe to call from every thread; never blocks.
struct LiveStates {
  virtual ~LiveStates() = default;
  [[nodiscard]] virtual boost::json::object operator_state(base::OperatorId id) const = 0;
};

}  // namespace madoguchi::features
