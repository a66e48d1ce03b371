// The part of CallsService that makes calls [V5].

#include <vector>

#include "desk/names.h"
#include "features/calls/call_ids.h"
#include "features/calls/calls_service.h"
#include "features/calls/dial_failure.h"

namespace madoguchi::features {

using base::ContactId;

base::Status CallsService::may_dial(base::ServiceId service, base::OperatorId who) const {
  MDG_TRY(may_begin());
  const desk::Operator* found = parts_.desk.state().operators.find(who);
  const auto hindrance =
      found == nullptr ? desk::Hindrance::kNoRight : desk::dial_hindrance(*found, service);
  if (hindrance != desk::Hindrance::kNone) {
    return base::fail(base::ErrorCode::kConflict,
                      std::string(desk::name_of(hindrance)) + ": the operator cannot dial now");
  }
  // A desk phone cannot carry it: calls are dialled on the screen, and heard there.
  const int desk_phones = phones_online_.extension_of(who) ? 1 : 0;
  if (parts_.desk.phones_online(who) > desk_phones) return {};
  return base::fail(base::ErrorCode::kConflict, "noPhone: no console of the operator can dial");
}

/// What is known of the call lives as of one that came in: it is told to the desk in that form when
/// the desk has forgotten it.
base::Status CallsService::dial(const desk::DialCall& command) {
  MDG_ASSIGN(const auto there, telephone());
  MDG_TRY(parts_.desk.perform(command));
  const desk::StartCall start{command.service,  command.contact, command.thread,
                              command.customer, command.queue,   0,
                              command.parties};
  living_.emplace(command.contact, Living{.start = start, .talker = command.operator_id});
  const desk::CallParties& parties = command.parties;
  there->dial(call_of(command.contact), parties.trunk, parties.from, parties.to);
  return {};
}

void CallsService::on_dial_progress(voice::CallId call, voice::DialProgress progress) {
  parts_.desk.post_always([this, id = contact_of(call), progress] {
    const auto found = living_.find(id);
    if (found == living_.end()) return;
    switch (progress.step) {
      case voice::DialStep::kRinging:
        found->second.rings_there = true;
        parts_.desk.execute(desk::SetRingsThere{found->second.start.service, id}, {},
                            [](const auto&) {});
        return;
      case voice::DialStep::kAnswered:
        return take_dial_answer(id);
      case voice::DialStep::kFailed:
        return take_dial_failure(id, progress.status);
    }
  });
}

/// While the database is away the desk cannot be told: keep_talking() does it.
void CallsService::take_dial_answer(ContactId id) {
  Living& call = living_.at(id);
  call.is_answered = true;
  record(call);
  parts_.desk.execute(desk::SetDialAnswered{call.start.service, id}, {}, [](const auto&) {});
}

void CallsService::take_dial_failure(ContactId id, std::uint16_t status) {
  const auto found = living_.find(id);
  const base::ServiceId service = found->second.start.service;
  const bool has_rung = found->second.rings_there;
  living_.erase(found);
  end_on_desk(service, id, dial_failure(status, has_rung));
}

/// A call that nobody has answered is not told again to a desk that has forgotten it.
void CallsService::give_up_dialing() {
  std::vector<ContactId> forgotten;
  for (const auto& [id, call] : living_) {
    const bool is_outbound = call.start.parties.direction == desk::Direction::kOutbound;
    const bool is_dialing = is_outbound && !call.is_answered;
    if (is_dialing && parts_.desk.state().contacts.find(id) == nullptr) forgotten.push_back(id);
  }
  for (const ContactId id : forgotten) hang_up(id);
}

}  // namespace madoguchi::features
