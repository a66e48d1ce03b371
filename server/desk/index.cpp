#include "desk/index.h"

#include <algorithm>

namespace madoguchi::desk {
namespace {

void leave_line(DeskState& state, const WaitingKey& key) {
  state.waiting.erase(key);
  --state.counts.edit_or_make(key.line.queue).of(key.line.medium).waiting;
}

void join_line(DeskState& state, const WaitingKey& key) {
  state.waiting.insert(key);
  ++state.counts.edit_or_make(key.line.queue).of(key.line.medium).waiting;
}

void follow_line(DeskState& state, const ContactKeys& before, const ContactKeys& after) {
  if (before.waiting == after.waiting) return;
  if (before.waiting) leave_line(state, *before.waiting);
  if (after.waiting) join_line(state, *after.waiting);
}

void lose_contact(DeskState& state, ContactId id, const ContactKeys& before, Time at) {
  change_operator(state, before.owner, at, [&](Operator& who) {
    std::erase(who.contacts, id);
    if (before.medium == Medium::kCall) {
      who.call = {};
      who.phone_idle_since = at;
    }
    if (!before.takes_capacity) return;
    --who.open_chats;
    who.idle_since = at;
  });
}

void gain_contact(DeskState& state, ContactId id, const ContactKeys& after, Time at) {
  change_operator(state, after.owner, at, [&](Operator& who) {
    who.contacts.push_back(id);
    if (after.medium == Medium::kCall) {
      who.call = id;
      who.phone_idle_since = at;
    }
    if (!after.takes_capacity) return;
    ++who.open_chats;
    who.idle_since = at;
  });
}

void follow_owner(DeskState& state, ContactId id, const ContactKeys& before,
                  const ContactKeys& after, Time at) {
  if (before.owner != after.owner) {
    if (before.owner) lose_contact(state, id, before, at);
    if (after.owner) gain_contact(state, id, after, at);
  } else if (before.takes_capacity != after.takes_capacity) {
    change_operator(state, after.owner, at, [&](Operator& who) {
      who.open_chats += after.takes_capacity ? 1 : -1;
      who.idle_since = at;
    });
  }
}

void follow_due(DeskState& state, Contact& contact) {
  const std::optional<Time> due = earliest(deadlines_of(state, contact));
  if (due == contact.due) return;
  if (contact.due) state.due.erase({*contact.due, contact.id});
  if (due) state.due.insert({*due, contact.id});
  contact.due = due;
}

/// Calls `use(key)` for the lines of which the operator is given contacts.
template <class Use>
void for_each_able_key(const DeskState& state, const OperatorKeys& keys, const Use& use) {
  for (const QueueId id : keys.profile->queues) {
    const Queue* queue = state.queues.find(id);
    if (queue == nullptr) continue;
    if (keys.takes_chats && can_chat(*keys.profile, queue->service)) {
      use(AbleKey{{id, Medium::kChat}, keys.idle_since, keys.profile->id});
    }
    if (keys.takes_calls && can_phone(*keys.profile, queue->service)) {
      use(AbleKey{{id, Medium::kCall}, keys.phone_idle_since, keys.profile->id});
    }
  }
}

void list_able(DeskState& state, const OperatorKeys& keys) {
  for_each_able_key(state, keys, [&](const AbleKey& key) {
    state.able.insert(key);
    ++state.counts.edit_or_make(key.line.queue).of(key.line.medium).able;
  });
}

void unlist_able(DeskState& state, const OperatorKeys& keys) {
  for_each_able_key(state, keys, [&](const AbleKey& key) {
    state.able.erase(key);
    --state.counts.edit_or_make(key.line.queue).of(key.line.medium).able;
  });
}

bool is_listed_alike(const OperatorKeys& a, const OperatorKeys& b) {
  return a.profile == b.profile && a.takes_chats == b.takes_chats && a.idle_since == b.idle_since &&
         a.takes_calls == b.takes_calls && a.phone_idle_since == b.phone_idle_since;
}

void follow_wrap_up(DeskState& state, const OperatorKeys& before, const OperatorKeys& after) {
  if (before.wrap_up_until == after.wrap_up_until) return;
  if (before.wrap_up_until) state.operator_due.erase({*before.wrap_up_until, before.profile->id});
  if (after.wrap_up_until) state.operator_due.insert({*after.wrap_up_until, after.profile->id});
}

void count_online(DeskState& state, const OperatorKeys& keys, int change) {
  if (!keys.is_online) return;
  for (const ServiceRights& rights : keys.profile->services) {
    if (rights.can_chat) state.online.edit_or_make(rights.service) += change;
  }
}

}  // namespace

ContactKeys keys_of(const Contact& contact) {
  const Medium medium = medium_of(contact);
  ContactKeys keys{std::nullopt, contact.owner, medium, takes_capacity(contact)};
  if (is_queued(contact)) {
    keys.waiting =
        WaitingKey{{contact.queue, medium}, -contact.priority, contact.place, contact.id};
  }
  return keys;
}

OperatorKeys keys_of(const Operator& who) {
  return {.profile = who.profile,
          .takes_chats = chat_hindrance(who) == Hindrance::kNone,
          .idle_since = who.idle_since,
          .takes_calls = call_hindrance(who) == Hindrance::kNone,
          .phone_idle_since = who.phone_idle_since,
          .is_online = is_online_for_chat(who),
          .away_since = who.away_since,
          .wrap_up_until = who.wrap_up ? who.wrap_up->until : std::nullopt};
}

void follow_contact(DeskState& state, Contact& contact, const ContactKeys& before, Time at) {
  const ContactKeys after = keys_of(contact);
  follow_line(state, before, after);
  follow_owner(state, contact.id, before, after, at);
  follow_due(state, contact);
}

void follow_operator(DeskState& state, Operator& who, const OperatorKeys& before, Time at) {
  who.open_limit = std::max(who.profile->chat_capacity, std::min(who.open_limit, who.open_chats));
  if (!is_away(who)) {
    who.away_since.reset();
  } else if (!who.away_since) {
    who.away_since = at;
  }
  const OperatorKeys after = keys_of(who);
  const bool is_same_profile = before.profile == after.profile;
  if (!is_listed_alike(before, after)) {
    unlist_able(state, before);
    list_able(state, after);
  }
  if (!is_same_profile || before.is_online != after.is_online) {
    count_online(state, before, -1);
    count_online(state, after, 1);
  }
  follow_wrap_up(state, before, after);
  if (!is_same_profile || before.away_since != after.away_since) {
    for (const ContactId id : who.contacts) refresh_due(state, id);
  }
}

void refresh_due(DeskState& state, ContactId id) {
  if (Contact* contact = state.contacts.edit(id)) follow_due(state, *contact);
}

}  // namespace madoguchi::desk
