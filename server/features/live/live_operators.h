#pragma once

#include <optional>
#include <shared_mutex>
#include <unordered_map>
#include <unordered_set>

#include "features/live/operator_view.h"
#include "features/operators/live_states.h"

namespace madoguchi::features {

/// A copy of what the desk knows of its operators, for readers on other threads. Written by the
/// desk's thread alone.
class LiveOperators final : public LiveStates {
 public:
  [[nodiscard]] boost::json::object operator_state(base::OperatorId id) const override;
  [[nodiscard]] std::optional<OperatorView> find(base::OperatorId id) const;
  [[nodiscard]] bool is_service_online(base::ServiceId service) const;

  /// False when nothing of it changed.
  bool set(base::OperatorId id, OperatorView view);
  void remove(base::OperatorId id);
  void set_service_online(base::ServiceId service, bool is_online);
  void clear();

 private:
  mutable std::shared_mutex mutex_;
  std::unordered_map<base::OperatorId, OperatorView> states_;
  std::unordered_set<base::ServiceId> online_;
};

}  // namespace madoguchi::features
