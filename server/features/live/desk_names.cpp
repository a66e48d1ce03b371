#include "features/live/desk_names.h"

namespace madoguchi::features {

std::string DeskNames::of(base::OperatorId id) const {
  const auto found = operators.find(id);
  return found == operators.end() ? std::string() : found->second;
}

std::string DeskNames::of(base::QueueId id) const {
  const auto found = queues.find(id);
  return found == queues.end() ? std::string() : found->second;
}

}  // namespace madoguchi::features
