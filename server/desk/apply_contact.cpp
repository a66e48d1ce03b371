#include "desk/apply_contact.h"

#include <algorithm>

#include "desk/index.h"

namespace madoguchi::desk {
namespace {

void note_customer_message(Contact& contact, Time at) {
  contact.last_customer_message_at = at;
  if (contact.waiting_since) return;
  contact.waiting_since = at;
  contact.is_unanswered_told = false;
}

void begin_silence(Contact& contact, Time at) {
  contact.silent_since = at;
  contact.is_silence_warned = false;
}

void note_reply(Contact& contact, Time at) {
  contact.last_operator_message_at = at;
  contact.waiting_since.reset();
  begin_silence(contact, at);
}

/// Silence counts only in an active conversation of a chat.
void change_conversation(Contact& contact, Conversation to, Time at) {
  contact.conversation = to;
  contact.is_silence_warned = false;
  contact.silent_since.reset();
  if (to == Conversation::kActive && !is_call(contact)) contact.silent_since = at;
}

void drop_ended_rests(Contact& contact, Time at) {
  std::erase_if(contact.rests, [&](const Rest& rest) { return rest.until <= at; });
}

void rest_from(Contact& contact, OperatorId from, Time at) {
  drop_ended_rests(contact, at);
  if (!from) return;
  std::erase_if(contact.rests, [&](const Rest& rest) { return rest.operator_id == from; });
  contact.rests.push_back({from, at + kRestAfterReturn});
}

void end_hold(Call& call, Time at) {
  if (!call.held_since) return;
  call.held += std::max(base::Milliseconds(0), at - *call.held_since);
  call.held_since.reset();
}

/// Nobody talks in it any more.
void leave_operator(Contact& contact, Time at) {
  if (!contact.call) return;
  end_hold(*contact.call, at);
  contact.call->talking_since.reset();
  contact.call->leg_missing_since.reset();
  contact.call->rings_there = false;
  contact.call->is_on_desk_phone = false;
}

void leave_owner(Contact& contact, Assignment to) {
  contact.owner = {};
  contact.assignment = to;
}

/// The audio has its time from here on; who has dialled has theirs already.
void note_answer(Contact& contact, const ContactOpened& fact) {
  Call& call = *contact.call;
  if (!is_dialing(contact)) {
    call.leg_missing_since = fact.at;
    call.is_on_desk_phone = false;
  }
  call.rings_there = false;
  call.talked_by = fact.operator_id;
  if (!call.answered_at) call.answered_at = fact.at;
  call.talking_since = fact.at;
}

Contact make_contact(const ContactStarted& fact) {
  Contact contact;
  contact.id = fact.contact;
  contact.service = fact.service;
  contact.thread = fact.thread;
  contact.customer = fact.customer;
  contact.queue = fact.queue;
  contact.channel = fact.channel;
  contact.priority = fact.priority;
  contact.number = fact.number;
  contact.started_at = fact.at;
  return contact;
}

}  // namespace

void apply_fact(DeskState& state, const ContactStarted& fact) {
  state.contacts.put(fact.contact, make_contact(fact));
  state.threads.edit_or_make(fact.thread).open = fact.contact;
  state.services.edit_or_make(fact.service).last_number = fact.number;
}

void apply_fact(DeskState& state, const CallArrived& fact) {
  Contact* contact = state.contacts.edit(fact.contact);
  if (contact == nullptr) return;
  contact->call.emplace().parties = fact.parties;
}

void apply_fact(DeskState& state, const MessageAdded& fact) {
  change_contact(state, fact.contact, fact.at, [&](Contact& contact) {
    contact.message_count = fact.number;
    contact.recent.add(fact.client_id, fact.number);
    if (fact.kind == MessageKind::kCustomer) note_customer_message(contact, fact.at);
    if (fact.kind == MessageKind::kReply) note_reply(contact, fact.at);
  });
}

void apply_fact(DeskState& state, const LineAdded& fact) {
  if (Contact* contact = state.contacts.edit(fact.contact)) contact->message_count = fact.number;
}

void apply_fact(DeskState& state, const ConversationChanged& fact) {
  change_contact(state, fact.contact, fact.at,
                 [&](Contact& contact) { change_conversation(contact, fact.to, fact.at); });
}

void apply_fact(DeskState& state, const ContactQueued& fact) {
  state.first_place = std::min(state.first_place, fact.place);
  state.last_place = std::max(state.last_place, fact.place);
  change_contact(state, fact.contact, fact.at, [&](Contact& contact) {
    leave_operator(contact, fact.at);
    leave_owner(contact, Assignment::kQueued);
    contact.queue = fact.queue;
    contact.place = fact.place;
    contact.queued_at = fact.at;
    rest_from(contact, fact.from, fact.at);
  });
  if (fact.cause != QueueCause::kNotAnswered) return;
  change_operator(state, fact.from, fact.at, [](Operator& who) { ++who.missed_calls; });
}

void apply_fact(DeskState& state, const ContactRerouted& fact) {
  change_contact(state, fact.contact, fact.at,
                 [&](Contact& contact) { contact.queue = fact.queue; });
}

void apply_fact(DeskState& state, const ContactAssigned& fact) {
  change_contact(state, fact.contact, fact.at, [&](Contact& contact) {
    contact.owner = fact.operator_id;
    contact.assignment = Assignment::kOffered;
    contact.assigned_at = fact.at;
    if (contact.call) ++contact.call->offer_count;
  });
}

void apply_fact(DeskState& state, const ContactOpened& fact) {
  bool is_answered_call = false;
  change_contact(state, fact.contact, fact.at, [&](Contact& contact) {
    is_answered_call = contact.call.has_value();
    if (is_answered_call) note_answer(contact, fact);
    contact.assignment = Assignment::kOwned;
  });
  if (!is_answered_call) return;
  change_operator(state, fact.operator_id, fact.at, [](Operator& who) { who.missed_calls = 0; });
}

void apply_fact(DeskState& state, const CallDialed& fact) {
  change_contact(state, fact.contact, fact.at, [&](Contact& contact) {
    contact.owner = fact.operator_id;
    contact.assignment = Assignment::kOwned;
    contact.assigned_at = fact.at;
    if (!contact.call) return;
    contact.call->talked_by = fact.operator_id;
    contact.call->leg_missing_since = fact.at;
  });
}

void apply_fact(DeskState& state, const RingsThere& fact) {
  change_contact(state, fact.contact, fact.at, [](Contact& contact) {
    if (contact.call) contact.call->rings_there = true;
  });
}

void apply_fact(DeskState& state, const CallHeld& fact) {
  change_contact(state, fact.contact, fact.at, [&](Contact& contact) {
    if (!contact.call) return;
    end_hold(*contact.call, fact.at);
    if (fact.is_held) contact.call->held_since = fact.at;
  });
}

void apply_fact(DeskState& state, const OperatorLegChanged& fact) {
  change_contact(state, fact.contact, fact.at, [&](Contact& contact) {
    if (!contact.call) return;
    contact.call->leg_missing_since.reset();
    if (!fact.is_connected) contact.call->leg_missing_since = fact.at;
    contact.call->is_on_desk_phone = fact.is_connected && fact.is_desk_phone;
  });
}

void apply_fact(DeskState& state, const ContactSnoozed& fact) {
  change_contact(state, fact.contact, fact.at, [&](Contact& contact) {
    change_conversation(contact, Conversation::kSnoozed, fact.at);
    contact.snoozed_until = fact.until;
  });
}

void apply_fact(DeskState& state, const ContactWoken& fact) {
  change_contact(state, fact.contact, fact.at, [&](Contact& contact) {
    change_conversation(contact, fact.to, fact.at);
    contact.snoozed_until.reset();
    if (!fact.operator_id) leave_owner(contact, Assignment::kNone);
  });
}

void apply_fact(DeskState& state, const MessagesRead& fact) {
  change_contact(state, fact.contact, fact.at, [&](Contact& contact) {
    (fact.operator_id ? contact.read_by_owner : contact.read_by_customer) = fact.number;
  });
}

void apply_fact(DeskState& state, const SilenceWarned& fact) {
  change_contact(state, fact.contact, fact.at,
                 [](Contact& contact) { contact.is_silence_warned = true; });
}

void apply_fact(DeskState& state, const Unanswered& fact) {
  change_contact(state, fact.contact, fact.at,
                 [](Contact& contact) { contact.is_unanswered_told = true; });
}

void apply_fact(DeskState& state, const ContactEnded& fact) {
  change_contact(state, fact.contact, fact.at, [&](Contact& contact) {
    change_conversation(contact, Conversation::kEnded, fact.at);
    leave_operator(contact, fact.at);
    leave_owner(contact, Assignment::kNone);
    contact.waiting_since.reset();
    contact.snoozed_until.reset();
    contact.end_reason = fact.reason;
    contact.ended_at = fact.at;
    ThreadContacts& thread = state.threads.edit_or_make(contact.thread);
    thread = {{}, contact.id};
  });
}

void apply_fact(DeskState& state, const CustomerPresenceChanged& fact) {
  if (Contact* contact = state.contacts.edit(fact.contact)) {
    contact->is_customer_online = fact.is_online;
  }
}

void apply_fact(DeskState& state, const RestEnded& fact) {
  change_contact(state, fact.contact, fact.at,
                 [&](Contact& contact) { drop_ended_rests(contact, fact.at); });
}

void apply_fact(DeskState& state, const ContactForgotten& fact) {
  const Contact* contact = state.contacts.find(fact.contact);
  if (contact == nullptr) return;
  const ThreadId thread_id = contact->thread;
  if (contact->due) state.due.erase({*contact->due, contact->id});
  state.contacts.erase(fact.contact);
  ThreadContacts& thread = state.threads.edit_or_make(thread_id);
  if (thread.last_ended == fact.contact) thread.last_ended = {};
  if (!thread.open && !thread.last_ended) state.threads.erase(thread_id);
}

}  // namespace madoguchi::desk
