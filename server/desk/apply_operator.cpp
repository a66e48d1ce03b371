#include "desk/apply_operator.h"

#include <vector>

#include "desk/index.h"

namespace madoguchi::desk {
namespace {

/// Running deadlines follow the new settings.
void refresh_contacts_of(DeskState& state, ServiceId service) {
  std::vector<ContactId> contacts;
  state.contacts.for_each([&](ContactId id, const Contact& contact) {
    if (contact.service == service) contacts.push_back(id);
  });
  for (const ContactId id : contacts) refresh_due(state, id);
}

/// The same for a queue: its calls wait longer or shorter.
void refresh_contacts_of(DeskState& state, QueueId queue) {
  std::vector<ContactId> contacts;
  state.contacts.for_each([&](ContactId id, const Contact& contact) {
    if (contact.queue == queue) contacts.push_back(id);
  });
  for (const ContactId id : contacts) refresh_due(state, id);
}

void add_operator(DeskState& state, const OperatorSet& fact) {
  Operator who;
  who.profile = fact.profile;
  who.state_since = fact.at;
  who.idle_since = fact.at;
  who.phone_idle_since = fact.at;
  who.away_since = fact.at;
  who.open_limit = fact.profile->chat_capacity;
  state.operators.put(fact.profile->id, std::move(who));
}

}  // namespace

void apply_fact(DeskState& state, const ServiceSet& fact) {
  state.services.edit_or_make(fact.service).settings = fact.settings;
  refresh_contacts_of(state, fact.service);
}

void apply_fact(DeskState& state, const QueueSet& fact) {
  state.queues.put(fact.queue.id, fact.queue);
  refresh_contacts_of(state, fact.queue.id);
}

void apply_fact(DeskState& state, const QueueRemoved& fact) {
  state.queues.erase(fact.queue);
  state.counts.erase(fact.queue);
}

void apply_fact(DeskState& state, const OperatorSet& fact) {
  if (state.operators.find(fact.profile->id) == nullptr) {
    add_operator(state, fact);
    return;
  }
  change_operator(state, fact.profile->id, fact.at,
                  [&](Operator& who) { who.profile = fact.profile; });
}

void apply_fact(DeskState& state, const OperatorRemoved& fact) {
  const Operator* who = state.operators.find(fact.operator_id);
  if (who != nullptr && who->wrap_up && who->wrap_up->until) {
    state.operator_due.erase({*who->wrap_up->until, fact.operator_id});
  }
  state.operators.erase(fact.operator_id);
}

void apply_fact(DeskState& state, const OperatorStateChanged& fact) {
  change_operator(state, fact.operator_id, fact.at, [&](Operator& who) {
    if (fact.to == ChosenState::kReady && who.state != fact.to) {
      who.idle_since = fact.at;
      who.phone_idle_since = fact.at;
    }
    who.missed_calls = 0;
    who.state = fact.to;
    who.work_reason = fact.work_reason;
    who.state_since = fact.at;
  });
}

void apply_fact(DeskState& state, const OperatorSwitchesChanged& fact) {
  change_operator(state, fact.operator_id, fact.at, [&](Operator& who) {
    who.takes_phone = fact.takes_phone;
    who.takes_chat = fact.takes_chat;
    who.do_not_disturb = fact.do_not_disturb;
  });
}

void apply_fact(DeskState& state, const OperatorConnectionChanged& fact) {
  change_operator(state, fact.operator_id, fact.at,
                  [&](Operator& who) { who.is_connected = fact.is_connected; });
}

void apply_fact(DeskState& state, const PhoneConnectionChanged& fact) {
  change_operator(state, fact.operator_id, fact.at,
                  [&](Operator& who) { who.is_phone_connected = fact.is_connected; });
}

void apply_fact(DeskState& state, const WrapUpBegan& fact) {
  change_operator(state, fact.operator_id, fact.at,
                  [&](Operator& who) { who.wrap_up = fact.wrap_up; });
}

void apply_fact(DeskState& state, const WrapUpEnded& fact) {
  change_operator(state, fact.operator_id, fact.at, [&](Operator& who) {
    who.wrap_up.reset();
    who.phone_idle_since = fact.at;
  });
}

}  // namespace madoguchi::desk
