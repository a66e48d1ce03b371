#include "desk/deadlines.h"

#include <algorithm>
#include <array>

#include "desk/assignment.h"
#include "desk/call.h"
#include "desk/call_dial.h"
#include "desk/call_offer.h"
#include "desk/chat_conversation.h"
#include "desk/contact_due.h"
#include "desk/lines.h"
#include "desk/snooze.h"
#include "desk/wrap_up.h"

namespace madoguchi::desk {
namespace {

void forget(Draft& draft, const Contact& contact) { draft.emit(ContactForgotten{contact.id}); }

void wake_up(Draft& draft, const Contact& contact) { wake(draft, contact.id, WakeCause::kTime); }

void end_by_silence(Draft& draft, const Contact& contact) {
  end_contact(draft, contact.id, EndReason::kCustomerSilent);
}

void warn_of_silence(Draft& draft, const Contact& contact) {
  const ContactId id = contact.id;
  const Time ends_at = *deadlines_of(draft.state(), contact).silence_end;
  draft.emit(SilenceWarned{id, ends_at, draft.now()});
  add_line(draft, {.contact = id, .kind = LineKind::kSilenceWarning});
}

void tell_unanswered(Draft& draft, const Contact& contact) {
  draft.emit(Unanswered{contact.id, contact.owner, *contact.waiting_since, draft.now()});
}

void give_up_on_opening(Draft& draft, const Contact& contact) {
  put_back(draft, contact.id, QueueCause::kNotOpened);
}

void give_up_on_owner(Draft& draft, const Contact& contact) {
  const Operator* owner = draft.state().operators.find(contact.owner);
  const bool has_left =
      owner == nullptr || !can_have(*owner->profile, contact.service, medium_of(contact));
  put_back(draft, contact.id, has_left ? QueueCause::kOwnerLeft : QueueCause::kOwnerAway);
}

void end_rest(Draft& draft, const Contact& contact) {
  draft.reconsider({contact.queue, medium_of(contact)});
  draft.emit(RestEnded{contact.id, draft.now()});
}

void give_up_waiting(Draft& draft, const Contact& contact) {
  end_unanswered_call(draft, contact.id);
}

void give_up_on_ringing(Draft& draft, const Contact& contact) { miss_call(draft, contact.id); }

void give_up_on_dialing(Draft& draft, const Contact& contact) {
  end_dialing(draft, contact.id, EndReason::kNoAnswer);
}

void give_up_on_leg(Draft& draft, const Contact& contact) {
  put_back(draft, contact.id, QueueCause::kOperatorLost);
}

struct Rule {
  std::optional<Time> Deadlines::*at;
  void (*happen)(Draft& draft, const Contact& contact);
};

/// In the order in which they are looked at when several are due: an ended chat is neither warned
/// nor passed on, a call that rang in vain may have waited for long enough.
constexpr std::array kRules{
    Rule{&Deadlines::forget, forget},
    Rule{&Deadlines::silence_end, end_by_silence},
    Rule{&Deadlines::wake, wake_up},
    Rule{&Deadlines::silence_warning, warn_of_silence},
    Rule{&Deadlines::unanswered, tell_unanswered},
    Rule{&Deadlines::open, give_up_on_opening},
    Rule{&Deadlines::answer, give_up_on_ringing},
    Rule{&Deadlines::dial_end, give_up_on_dialing},
    Rule{&Deadlines::leg_back, give_up_on_leg},
    Rule{&Deadlines::owner_back, give_up_on_owner},
    Rule{&Deadlines::wait_end, give_up_waiting},
    Rule{&Deadlines::rest_end, end_rest},
};

void let_happen(Draft& draft, ContactId id) {
  for (const Rule& rule : kRules) {
    const Contact* contact = draft.state().contacts.find(id);
    if (contact == nullptr) return;
    const std::optional<Time> at = deadlines_of(draft.state(), *contact).*rule.at;
    if (at && *at <= draft.now()) rule.happen(draft, *contact);
  }
}

std::vector<OperatorId> due_operators(const Draft& draft) {
  std::vector<OperatorId> operators;
  const OperatorDueKey* key = draft.state().operator_due.first_from({Time::min(), {}});
  while (key != nullptr && key->at <= draft.now() && std::ssize(operators) < kMostDuePerTick) {
    operators.push_back(key->operator_id);
    key = draft.state().operator_due.first_after(*key);
  }
  return operators;
}

std::vector<ContactId> due_contacts(const Draft& draft) {
  std::vector<ContactId> contacts;
  const DueKey* key = draft.state().due.first_from({Time::min(), {}});
  while (key != nullptr && key->at <= draft.now() && std::ssize(contacts) < kMostDuePerTick) {
    contacts.push_back(key->contact);
    key = draft.state().due.first_after(*key);
  }
  return contacts;
}

}  // namespace

/// Latest first: of those that go to the head of a line, the one that was due first ends up
/// foremost.
base::Status run(Draft& draft, const Tick&) {
  for (const OperatorId id : due_operators(draft)) end_wrap_up(draft, id);
  const auto due = due_contacts(draft);
  std::for_each(due.rbegin(), due.rend(), [&draft](ContactId id) { let_happen(draft, id); });
  return {};
}

}  // namespace madoguchi::desk
