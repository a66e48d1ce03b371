#include "features/live/operator_view.h"

#include "base/json.h"
#include "desk/contact_due.h"
#include "desk/names.h"
#include "features/contacts/contact.h"

namespace madoguchi::features {
namespace {

using base::json_id;
using base::json_or_null;
using base::json_time;

OperatorCallView call_view(const desk::DeskState& state, const DeskNames& names,
                           const desk::Contact& contact) {
  const desk::Call& call = *contact.call;
  const bool is_ringing = desk::is_ringing(contact);
  const bool is_dialing = desk::is_dialing(contact);
  const base::Time talking_since = call.talking_since.value_or(base::Time{});
  return {.contact = contact.id,
          .service = contact.service,
          .number = contact.number,
          .customer = contact.customer,
          .parties = call.parties,
          .queue_name = names.of(contact.queue),
          .is_ringing = is_ringing,
          .is_dialing = is_dialing,
          .rings_there = call.rings_there,
          .since = is_ringing || is_dialing ? contact.assigned_at : talking_since,
          .queued_at = contact.queued_at,
          .offer_ends_at = desk::deadlines_of(state, contact).answer,
          .answered_at = call.answered_at,
          .held_since = call.held_since,
          .is_leg_connected = !is_ringing && !call.leg_missing_since,
          .is_on_desk_phone = call.is_on_desk_phone};
}

std::string_view stage_of(const OperatorCallView& call) {
  if (call.is_ringing) return "ringing";
  return call.is_dialing ? "dialing" : "talking";
}

boost::json::object call_json(const OperatorCallView& call) {
  const desk::CallParties& parties = *call.parties;
  const bool is_inbound = parties.direction == desk::Direction::kInbound;
  return {{"contactId", json_id(call.contact)},
          {"serviceId", json_id(call.service)},
          {"number", call.number},
          {"direction", desk::name_of(parties.direction)},
          {"stage", stage_of(call)},
          {"ringsThere", call.rings_there},
          {"otherNumber", is_inbound ? parties.from : parties.to},
          {"ownNumber", is_inbound ? parties.to : parties.from},
          {"isWeb", parties.trunk == kWebTrunk},
          {"customerId", json_id(call.customer)},
          {"customerName", parties.customer_name},
          {"queueName", call.queue_name},
          {"since", json_time(call.since)},
          {"queuedAt", json_time(call.queued_at)},
          {"offerEndsAt", json_or_null(call.offer_ends_at)},
          {"answeredAt", json_or_null(call.answered_at)},
          {"isHeld", call.held_since.has_value()},
          {"heldSince", json_or_null(call.held_since)},
          {"isLegConnected", call.is_leg_connected},
          {"isOnDeskPhone", call.is_on_desk_phone}};
}

boost::json::object wrap_up_json(const desk::WrapUp& wrap_up) {
  return {{"contactId", json_id(wrap_up.contact)},
          {"serviceId", json_id(wrap_up.service)},
          {"since", json_time(wrap_up.since)},
          {"until", json_or_null(wrap_up.until)}};
}

/// Derived, never chosen [S1].
std::string_view activity_of(const OperatorView& view) {
  if (view.call && view.call->is_ringing) return "ringing";
  if (view.call && view.call->is_dialing) return "dialing";
  if (view.call) return view.call->held_since ? "holding" : "talking";
  return view.wrap_up ? "wrapUp" : "none";
}

}  // namespace

OperatorView view_of(const desk::DeskState& state, const DeskNames& names,
                     const desk::Operator& who) {
  OperatorView view{.state = who.state,
                    .work_reason = who.work_reason,
                    .since = who.state_since,
                    .takes_phone = who.takes_phone,
                    .takes_chat = who.takes_chat,
                    .do_not_disturb = who.do_not_disturb,
                    .is_connected = who.is_connected,
                    .is_phone_connected = who.is_phone_connected,
                    .open_chats = who.open_chats,
                    .chat_capacity = who.profile->chat_capacity,
                    .call = {},
                    .wrap_up = who.wrap_up};
  if (const desk::Contact* call = state.contacts.find(who.call)) {
    view.call = call_view(state, names, *call);
  }
  return view;
}

OperatorView seen_from(OperatorView view, base::ServiceId service) {
  static const auto nobody = std::make_shared<const desk::CallParties>();
  if (!view.call || view.call->service == service) return view;
  view.call->parties = nobody;
  view.call->queue_name.clear();
  return view;
}

boost::json::object operator_state_json(const OperatorView& view) {
  const auto reason = view.work_reason ? std::optional(view.work_reason) : std::nullopt;
  boost::json::object json{{"state", desk::name_of(view.state)},
                           {"workReasonId", json_or_null(reason)},
                           {"since", json_time(view.since)},
                           {"phone", view.takes_phone},
                           {"chat", view.takes_chat},
                           {"doNotDisturb", view.do_not_disturb},
                           {"openChats", view.open_chats},
                           {"chatCapacity", view.chat_capacity},
                           {"isConnected", view.is_connected},
                           {"isPhoneConnected", view.is_phone_connected},
                           {"activity", activity_of(view)},
                           {"call", nullptr},
                           {"wrapUp", nullptr}};
  if (view.call) json["call"] = call_json(*view.call);
  if (view.wrap_up) json["wrapUp"] = wrap_up_json(*view.wrap_up);
  return json;
}

}  // namespace madoguchi::features
