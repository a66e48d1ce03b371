#include "features/calls/call_record.h"

#include <algorithm>
#include <array>

#include "base/json.h"
#include "features/contacts/contact.h"

namespace madoguchi::features {
namespace {

using base::json_id;
using base::json_or_null;
using base::json_time;
using base::Milliseconds;
using base::Time;

Milliseconds between(Time from, Time to) { return std::max(Milliseconds(0), to - from); }

Milliseconds waiting_of(const CallRecord& call, Time now) {
  return between(call.arrived_at, call.answered_at.value_or(call.ended_at.value_or(now)));
}

Milliseconds talk_of(const CallRecord& call, Time now) {
  return call.answered_at ? between(*call.answered_at, call.ended_at.value_or(now))
                          : Milliseconds(0);
}

Milliseconds held_of(const CallRecord& call, Time now) {
  return call.held + (call.held_since ? between(*call.held_since, call.ended_at.value_or(now))
                                      : Milliseconds(0));
}

}  // namespace

/// A call that died otherwise before anybody answered is one whose caller was not served either.
std::optional<std::string> missed_reason(const CallRecord& call) {
  constexpr std::array<std::string_view, 3> kMissed{"userLeft", "noOperator", "ringTimeout"};
  if (call.direction != "inbound" || call.answered_at || !call.end_reason) return std::nullopt;
  const bool is_listed = std::ranges::find(kMissed, *call.end_reason) != kMissed.end();
  return is_listed ? *call.end_reason : "userLeft";
}

boost::json::object call_json(const CallRecord& call, Time now) {
  return {{"contactId", json_id(call.contact)},
          {"number", call.number},
          {"direction", call.direction},
          {"otherNumber", call.other_number},
          {"ownNumber", call.own_number},
          {"trunk", call.trunk},
          {"isWeb", call.trunk == kWebTrunk},
          {"customerId", json_id(call.customer)},
          {"customerName", call.customer_name},
          {"queueName", call.queue_name},
          {"ownerId", json_or_null(call.talked_by)},
          {"ownerName", call.talked_by_name},
          {"arrivedAt", json_time(call.arrived_at)},
          {"answeredAt", json_or_null(call.answered_at)},
          {"endedAt", json_or_null(call.ended_at)},
          {"endReason", json_or_null(call.end_reason)},
          {"missedReason", json_or_null(missed_reason(call))},
          {"waitingMs", waiting_of(call, now).count()},
          {"talkMs", talk_of(call, now).count()},
          {"heldMs", held_of(call, now).count()},
          {"wrapUpMs", call.wrap_up.count()},
          {"offerCount", call.offer_count},
          {"hasRecording", call.has_recording}};
}

}  // namespace madoguchi::features
