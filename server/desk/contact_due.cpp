#include "desk/contact_due.h"

#include <algorithm>

namespace madoguchi::desk {
namespace {

/// An owner who is gone, or has lost the right, is due at once. Rows can say so after a crash
/// between the admin's change and the desk's.
std::optional<Time> owner_back_by(const DeskState& state, const Contact& contact,
                                  const ServiceSettings& settings) {
  if (!contact.owner) return std::nullopt;
  const Operator* owner = state.operators.find(contact.owner);
  if (owner == nullptr || !can_have(*owner->profile, contact.service, medium_of(contact))) {
    return contact.assigned_at;
  }
  if (is_call(contact)) return std::nullopt;  // whether the operator is there says the audio
  if (!owner->away_since || is_snoozed(contact)) return std::nullopt;
  return *owner->away_since + settings.owner_offline;
}

std::optional<Time> rest_end_of(const Contact& contact) {
  if (!is_queued(contact) || contact.rests.empty()) return std::nullopt;
  return std::ranges::min_element(contact.rests, {}, &Rest::until)->until;
}

std::optional<Time> wait_end_of(const DeskState& state, const Contact& contact) {
  if (!is_call(contact) || !is_queued(contact)) return std::nullopt;
  const Queue* queue = state.queues.find(contact.queue);
  // Without its queue nobody would ever come.
  if (queue == nullptr) return contact.started_at;
  // Who lost their operator in the middle of the call waits anew.
  const bool was_answered = contact.call && contact.call->answered_at;
  return (was_answered ? contact.queued_at : contact.started_at) + queue->longest_wait;
}

std::optional<Time> answer_by(const DeskState& state, const Contact& contact) {
  if (!is_ringing(contact)) return std::nullopt;
  const Queue* queue = state.queues.find(contact.queue);
  return contact.assigned_at + (queue == nullptr ? base::Seconds(0) : queue->ring_time);
}

std::optional<Time> dial_end_of(const Contact& contact) {
  if (!is_dialing(contact)) return std::nullopt;
  return contact.started_at + kLongestDial;
}

std::optional<Time> leg_back_by(const Contact& contact) {
  if (!contact.call || !contact.call->leg_missing_since) return std::nullopt;
  return *contact.call->leg_missing_since + kLegReturn;
}

void add_conversation_deadlines(Deadlines& deadlines, const Contact& contact,
                                const ServiceSettings& settings) {
  if (contact.conversation == Conversation::kWaiting && contact.waiting_since &&
      !contact.is_unanswered_told) {
    deadlines.unanswered = *contact.waiting_since + settings.unanswered_after;
  }
  if (contact.conversation != Conversation::kActive || settings.silence_end.count() == 0) return;
  if (!contact.silent_since) return;
  deadlines.silence_end = *contact.silent_since + settings.silence_end;
  if (settings.silence_warning.count() > 0 && !contact.is_silence_warned) {
    deadlines.silence_warning = *deadlines.silence_end - settings.silence_warning;
  }
}

}  // namespace

Deadlines deadlines_of(const DeskState& state, const Contact& contact) {
  Deadlines deadlines;
  if (is_ended(contact)) {
    deadlines.forget = contact.ended_at.value_or(contact.started_at) + kRememberEnded;
    return deadlines;
  }
  const Service* service = state.services.find(contact.service);
  if (service == nullptr) return deadlines;
  const ServiceSettings& settings = service->settings;
  deadlines.owner_back = owner_back_by(state, contact, settings);
  if (is_snoozed(contact)) {
    deadlines.wake = contact.snoozed_until;
    return deadlines;
  }
  deadlines.answer = answer_by(state, contact);
  deadlines.dial_end = dial_end_of(contact);
  deadlines.leg_back = leg_back_by(contact);
  if (contact.assignment == Assignment::kOffered && !is_call(contact)) {
    deadlines.open = contact.assigned_at + settings.open_deadline;
  }
  deadlines.rest_end = rest_end_of(contact);
  deadlines.wait_end = wait_end_of(state, contact);
  add_conversation_deadlines(deadlines, contact, settings);
  return deadlines;
}

std::optional<Time> earliest(const Deadlines& deadlines) {
  std::optional<Time> first;
  for (const std::optional<Time>& at :
       {deadlines.forget, deadlines.wake, deadlines.wait_end, deadlines.open, deadlines.answer,
        deadlines.dial_end, deadlines.leg_back, deadlines.owner_back, deadlines.rest_end,
        deadlines.unanswered, deadlines.silence_warning, deadlines.silence_end}) {
    if (at && (!first || *at < *first)) first = at;
  }
  return first;
}

}  // namespace madoguchi::desk
