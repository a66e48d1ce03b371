#pragma once

#include <memory>
#include <optional>
#include <string>

#include <boost/json/object.hpp>

#include "desk/state.h"
#include "features/live/desk_names.h"

namespace madoguchi::features {

/// The one call that rings at an operator or is theirs, as their screens show it.
struct OperatorCallView {
  base::ContactId contact;
  base::ServiceId service;
  std::int64_t number = 0;  ///< of the contact
  base::CustomerId customer;
  std::shared_ptr<const desk::CallParties> parties;
  std::string queue_name;
  bool is_ringing = false;
  bool is_dialing = false;
  bool rings_there = false;  ///< dialing: the other side's telephone rings
  base::Time since;          ///< begin of the ringing, the dialing, or the talk
  base::Time queued_at;
  std::optional<base::Time> offer_ends_at;  ///< ringing
  std::optional<base::Time> answered_at;
  std::optional<base::Time> held_since;
  bool is_leg_connected = false;
  bool is_on_desk_phone = false;
  bool operator==(const OperatorCallView&) const = default;
};

/// What the desk knows of an operator, cut loose from it, so that other threads can show it.
struct OperatorView {
  desk::ChosenState state = desk::ChosenState::kOffline;
  base::WorkReasonId work_reason;
  base::Time since;
  bool takes_phone = true;
  bool takes_chat = false;
  bool do_not_disturb = false;
  bool is_connected = false;
  bool is_phone_connected = false;
  int open_chats = 0;
  int chat_capacity = 0;
  std::optional<OperatorCallView> call;
  std::optional<desk::WrapUp> wrap_up;
  bool operator==(const OperatorView&) const = default;
};

/// On the desk's thread.
[[nodiscard]] OperatorView view_of(const desk::DeskState& state, const DeskNames& names,
                                   const desk::Operator& who);
/// What colleagues of that service see: of a call of another service only that there is one.
[[nodiscard]] OperatorView seen_from(OperatorView view, base::ServiceId service);

/// The shape OperatorState of api/openapi.yaml.
[[nodiscard]] boost::json::object operator_state_json(const OperatorView& view);

}  // namespace madoguchi::features
