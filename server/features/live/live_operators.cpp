#include "features/live/live_operators.h"

#include "base/json.h"
#include "desk/names.h"

namespace madoguchi::features {

std::optional<LiveOperators::State> LiveOperators::find(base::OperatorId id) const {
  const std::shared_lock lock(mutex_);
  const auto found = states_.find(id);
  return found == states_.end() ? std::nullopt : std::optional(found->second);
}

bool LiveOperators::is_service_online(base::ServiceId service) const {
  const std::shared_lock lock(mutex_);
  return online_.contains(service);
}

bool LiveOperators::set(base::OperatorId id, const desk::Operator& who) {
  const State fresh = live_state(who);
  const std::unique_lock lock(mutex_);
  const auto [known, is_new] = states_.try_emplace(id, fresh);
  if (!is_new && known->second == fresh) return false;
  known->second = fresh;
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
  return operator_state_json(find(id).value_or(State{}));
}

LiveOperators::State live_state(const desk::Operator& who) {
  return {who.state,          who.work_reason,  who.state_since, who.takes_chat,
          who.do_not_disturb, who.is_connected, who.open_chats,  who.profile->chat_capacity};
}

boost::json::object operator_state_json(const LiveOperators::State& state) {
  const auto reason = state.work_reason ? std::optional(state.work_reason) : std::nullopt;
  return {{"state", desk::name_of(state.state)},   {"workReasonId", base::json_or_null(reason)},
          {"since", base::json_time(state.since)}, {"chat", state.takes_chat},
          {"doNotDisturb", state.do_not_disturb},  {"openChats", state.open_chats},
          {"chatCapacity", state.chat_capacity},   {"isConnected", state.is_connected}};
}

}  // namespace madoguchi::features
