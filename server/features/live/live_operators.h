#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <unordered_map>
#include <unordered_set>

#include "desk/operator.h"
#include "features/operators/live_states.h"

namespace madoguchi::features {

/// A copy of what the desk knows of its operators, for readers on other threads. Written by the
/// desk's thread alone.
class LiveOperators final : public LiveStates {
 public:
  struct State {
    desk::ChosenState state = desk::ChosenState::kOffline;
    base::WorkReasonId work_reason;
    base::Time since;
    bool takes_chat = false;
    bool do_not_disturb = false;
    bool is_connected = false;
    int open_chats = 0;
    int chat_capacity = 0;
    bool operator==(const State&) const = default;
  };

  [[nodiscard]] boost::json::object operator_state(base::OperatorId id) const override;
  [[nodiscard]] std::optional<State> find(base::OperatorId id) const;
  [[nodiscard]] bool is_service_online(base::ServiceId service) const;

  /// False when nothing of it changed.
  bool set(base::OperatorId id, const desk::Operator& who);
  void remove(base::OperatorId id);
  void set_service_online(base::ServiceId service, bool is_online);
  void clear();

 private:
  mutable std::shared_mutex mutex_;
  std::unordered_map<base::OperatorId, State> states_;
  std::unordered_set<base::ServiceId> online_;
};

/// The shape OperatorState of api/openapi.yaml.
[[nodiscard]] boost::json::object operator_state_json(const LiveOperators::State& state);
[[nodiscard]] LiveOperators::State live_state(const desk::Operator& who);

}  // namespace madoguchi::features
