#pragma once

#include <string>
#include <unordered_map>

#include "base/id.h"

namespace madoguchi::features {

/// Names that the desk does not know, but conversations show. Owned by the desk's thread.
struct DeskNames {
  std::unordered_map<base::OperatorId, std::string> operators;
  std::unordered_map<base::QueueId, std::string> queues;

  /// Empty for an id that is not known.
  [[nodiscard]] std::string of(base::OperatorId id) const;
  [[nodiscard]] std::string of(base::QueueId id) const;
};

}  // namespace madoguchi::features
