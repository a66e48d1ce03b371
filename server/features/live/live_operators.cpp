#include "features/live/live_operators.h"

#include <utility>

namespace madoguchi::features {

std::optional<OperatorView> LiveOperators::find(base::OperatorId id) const {
  const std::shared_lock lock(mutex_);
  const auto found = states_.find(id);
  return found == states_.end() ? std::nullopt : std::optional(found->second);
}

bool LiveOperators::is_service_online(base::ServiceId service) const {
  const std::shared_lock lock(mutex_);
  return online_.contains(service);
}

bool LiveOperators::set(base::OperatorId id, OperatorView view) {
  const std::unique_lock lock(mutex_);
  OperatorView& known = states_[id];
  if (known == view) return false;
  known = std::move(view);
  return true;
}

void LiveOperators::remove(base::OperatorId id) {
  const std::unique_lock lock(mutex_);
  states_.erase(id);
}

void LiveOperators::set_service_online(base::ServiceId service, bool is_online) {
  const std::unique_lock lock(mutex_);
  if (is_online) {
    online_.insert(service);
  } else {
    online_.erase(service);
  }
}

void LiveOperators::clear() {
  const std::unique_lock lock(mutex_);
  states_.clear();
  online_.clear();
}

boost::json::object LiveOperators::operator_state(base::OperatorId id) const {
  return operator_state_json(find(id).value_or(OperatorView{}));
}

}  // namespace madoguchi::features
