#include "desk/restore.h"

#include <algorithm>

#include "desk/index.h"

namespace madoguchi::desk {
namespace {

tl::unexpected<base::Error> contradiction(const std::string& what, std::int64_t id) {
  return base::fail(base::ErrorCode::kInternal,
                    "the rows contradict each other: " + what + " " + std::to_string(id));
}

base::Status add_queue(DeskState& state, const Queue& queue) {
  if (state.services.find(queue.service) == nullptr) {
    return contradiction("unknown service of queue", queue.id.value());
  }
  state.queues.put(queue.id, queue);
  return {};
}

/// Times that were never stored have their first value.
Time stored_or(Time stored, Time otherwise) { return stored == Time{} ? otherwise : stored; }

void add_operator(DeskState& state, const OperatorSnapshot& snapshot, Time now) {
  Operator who;
  who.profile = std::make_shared<const OperatorProfile>(normalized(snapshot.profile));
  who.state = snapshot.state;
  who.work_reason = snapshot.work_reason;
  who.state_since = stored_or(snapshot.state_since, now);
  who.takes_phone = snapshot.takes_phone;
  who.takes_chat = snapshot.takes_chat;
  who.do_not_disturb = snapshot.do_not_disturb;
  who.away_since = now;
  state.operators.put(snapshot.profile.id, std::move(who));
}

/// An owner who is gone is no contradiction: the first Tick puts the contact back.
bool has_true_axes(const Contact& contact) {
  switch (contact.assignment) {
    case Assignment::kNone:
      return is_ended(contact) && contact.end_reason && contact.ended_at && !contact.owner;
    case Assignment::kQueued:
      return !is_ended(contact) && !is_snoozed(contact) && !contact.owner;
    case Assignment::kOffered:
      return !is_ended(contact) && !is_snoozed(contact) && contact.owner;
    case Assignment::kOwned:
      return !is_ended(contact) && contact.owner;
  }
  return false;
}

base::Status require_consistent(const DeskState& state, const Contact& contact) {
  const std::int64_t id = contact.id.value();
  if (is_call(contact) != contact.call.has_value()) return contradiction("call of contact", id);
  if (!has_true_axes(contact)) return contradiction("assignment and conversation of contact", id);
  if (is_ended(contact)) return {};
  const Queue* queue = state.queues.find(contact.queue);
  if (queue == nullptr || queue->service != contact.service) {
    return contradiction("queue of contact", id);
  }
  const ThreadContacts* thread = state.threads.find(contact.thread);
  if (thread != nullptr && thread->open) return contradiction("second open contact of thread", id);
  return {};
}

void join_thread(DeskState& state, const Contact& contact) {
  ThreadContacts& thread = state.threads.edit_or_make(contact.thread);
  if (!is_ended(contact)) {
    thread.open = contact.id;
    return;
  }
  const Contact* other = state.contacts.find(thread.last_ended);
  if (other == nullptr || other->ended_at < contact.ended_at) thread.last_ended = contact.id;
}

void add_contact(DeskState& state, const ContactSnapshot& snapshot, Time now) {
  Contact& contact = state.contacts.put(snapshot.contact.id, snapshot.contact);
  contact.recent = {};
  for (const RecentMessage& message : snapshot.recent) {
    contact.recent.add(message.client_id, message.number);
  }
  contact.rests.clear();
  contact.is_customer_online = false;
  contact.due.reset();
  if (contact.call) {
    const bool is_owned = contact.assignment == Assignment::kOwned;
    const auto owned_since = is_owned ? std::optional(now) : std::nullopt;
    contact.call->talking_since = contact.call->answered_at ? owned_since : std::nullopt;
    contact.call->leg_missing_since = owned_since;
    contact.call->rings_there = false;
    contact.call->is_on_desk_phone = false;
  }
  join_thread(state, contact);
  follow_contact(state, contact, {}, now);
  if (!is_queued(contact)) return;
  state.first_place = std::min(state.first_place, contact.place);
  state.last_place = std::max(state.last_place, contact.place);
}

base::Status add_contacts(DeskState& state, const std::vector<ContactSnapshot>& snapshots,
                          Time now) {
  std::vector<const ContactSnapshot*> in_order;
  for (const ContactSnapshot& snapshot : snapshots) in_order.push_back(&snapshot);
  std::ranges::sort(in_order, {}, [](const ContactSnapshot* snapshot) {
    return std::pair(snapshot->contact.assigned_at, snapshot->contact.id);
  });
  for (const ContactSnapshot* snapshot : in_order) {
    MDG_TRY(require_consistent(state, snapshot->contact));
    add_contact(state, *snapshot, now);
  }
  return {};
}

/// After the contacts, because each of them touched its owner's idle time and limit.
void finish_operator(DeskState& state, const OperatorSnapshot& snapshot) {
  Operator& who = *state.operators.edit(snapshot.profile.id);
  who.idle_since = stored_or(snapshot.idle_since, who.state_since);
  who.phone_idle_since = who.idle_since;
  who.open_limit = std::max(who.profile->chat_capacity, who.open_chats);
}

}  // namespace

base::Result<DeskState> restore(const DeskSnapshot& snapshot, Time now) {
  DeskState state;
  for (const ServiceSnapshot& service : snapshot.services) {
    state.services.put(service.id, {service.settings, service.last_contact_number});
  }
  for (const Queue& queue : snapshot.queues) MDG_TRY(add_queue(state, queue));
  for (const OperatorSnapshot& who : snapshot.operators) add_operator(state, who, now);
  MDG_TRY(add_contacts(state, snapshot.contacts, now));
  for (const OperatorSnapshot& who : snapshot.operators) finish_operator(state, who);
  return state;
}

}  // namespace madoguchi::desk
