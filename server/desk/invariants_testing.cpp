#include "desk/invariants_testing.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>

#include "desk/contact_due.h"
#include "desk/index.h"

namespace madoguchi::desk {
namespace {

/// Collects what is wrong. Sentences are made only for what is.
class Findings {
 public:
  template <class IdType>
  void expect(bool is_true, const char* claim, IdType id) {
    if (!is_true) found_.push_back(std::string(claim) + " [" + std::to_string(id.value()) + "]");
  }
  [[nodiscard]] std::vector<std::string> take() && { return std::move(found_); }

 private:
  std::vector<std::string> found_;
};

void check_ended(const Contact& contact, Findings& findings) {
  findings.expect(contact.end_reason && contact.ended_at, "an ended contact has a reason",
                  contact.id);
  findings.expect(contact.assignment == Assignment::kNone && !contact.owner,
                  "an ended contact is nobody's", contact.id);
}

void check_owner(const DeskState& state, const Contact& contact, Findings& findings) {
  const Operator* owner = state.operators.find(contact.owner);
  findings.expect(owner != nullptr, "an owned contact has a known owner", contact.id);
  if (owner == nullptr) return;
  findings.expect(std::ranges::count(owner->contacts, contact.id) == 1,
                  "an owned contact is in its owner's list once", contact.id);
  findings.expect(can_have(*owner->profile, contact.service, medium_of(contact)),
                  "an owner has the right", contact.id);
}

/// A call without parties, which is a finding of its own, cannot be asked by is_dialing().
bool is_dialed(const Contact& contact) {
  return contact.call && contact.call->parties && is_dialing(contact);
}

void check_call(const Contact& contact, Findings& findings) {
  findings.expect(is_call(contact) == contact.call.has_value(), "a call is a call", contact.id);
  if (!contact.call) return;
  const bool is_talking = contact.assignment == Assignment::kOwned;
  findings.expect(contact.call->parties != nullptr, "a call has parties", contact.id);
  findings.expect(!is_talking || contact.call->answered_at || is_dialed(contact),
                  "who talks has answered", contact.id);
  findings.expect(!contact.call->rings_there || is_dialed(contact),
                  "it rings there only while somebody dials", contact.id);
  findings.expect(is_talking || (!contact.call->held_since && !contact.call->leg_missing_since),
                  "only a call in which somebody talks is held or lacks audio", contact.id);
  findings.expect(
      !contact.call->is_on_desk_phone || (is_talking && !contact.call->leg_missing_since),
      "only a call with audio is on a desk phone", contact.id);
}

void check_responsible(const DeskState& state, const Contact& contact, Findings& findings) {
  findings.expect(contact.assignment != Assignment::kNone,
                  "a contact that is not ended has an owner or a queue", contact.id);
  findings.expect(is_queued(contact) != static_cast<bool>(contact.owner),
                  "a contact has either an owner or a queue", contact.id);
  findings.expect(!is_snoozed(contact) || contact.assignment == Assignment::kOwned,
                  "a snoozed contact is owned", contact.id);
  findings.expect(!contact.end_reason && !contact.ended_at, "only an ended contact has a reason",
                  contact.id);
  const Queue* queue = state.queues.find(contact.queue);
  findings.expect(queue != nullptr && queue->service == contact.service,
                  "a contact has a queue of its service", contact.id);
  if (contact.owner) check_owner(state, contact, findings);
}

void check_conversation(const Contact& contact, Findings& findings) {
  const Conversation now = contact.conversation;
  findings.expect(now != Conversation::kWaiting || contact.waiting_since,
                  "a waiting contact knows since when", contact.id);
  findings.expect(
      (now == Conversation::kActive && !is_call(contact)) == contact.silent_since.has_value(),
      "silence runs in an active chat only", contact.id);
  findings.expect(now != Conversation::kActive || !contact.waiting_since,
                  "nobody waits in an active contact", contact.id);
  findings.expect(now == Conversation::kSnoozed || !contact.snoozed_until,
                  "only a snoozed contact has a time to wake", contact.id);
  findings.expect(contact.read_by_owner <= contact.message_count &&
                      contact.read_by_customer <= contact.message_count,
                  "nobody has read more than was written", contact.id);
}

void check_due(const DeskState& state, const Contact& contact, Findings& findings) {
  const Deadlines deadlines = deadlines_of(state, contact);
  findings.expect(contact.due == earliest(deadlines), "a contact knows its next deadline",
                  contact.id);
  findings.expect(contact.assignment != Assignment::kOffered || deadlines.open || deadlines.answer,
                  "an offer has a deadline", contact.id);
  findings.expect(!is_call(contact) || !is_queued(contact) || deadlines.wait_end,
                  "a call that waits has a deadline", contact.id);
  findings.expect(!is_dialing(contact) || deadlines.dial_end, "a dialled call has a deadline",
                  contact.id);
  if (!contact.due) return;
  const DueKey* key = state.due.first_from({*contact.due, contact.id});
  findings.expect(key != nullptr && *key == DueKey{*contact.due, contact.id},
                  "a deadline is in the index", contact.id);
}

void check_thread(const DeskState& state, const Contact& contact, Findings& findings) {
  const ThreadContacts* thread = state.threads.find(contact.thread);
  findings.expect(thread != nullptr && (thread->open == contact.id) != is_ended(contact),
                  "a thread knows its open contact", contact.id);
}

void check_contact(const DeskState& state, const Contact& contact, Findings& findings) {
  if (is_ended(contact)) {
    check_ended(contact, findings);
  } else {
    check_responsible(state, contact, findings);
  }
  check_call(contact, findings);
  check_conversation(contact, findings);
  // Whether a call is dialled, and so its deadlines, follows from its parties.
  if (!contact.call || contact.call->parties) check_due(state, contact, findings);
  check_thread(state, contact, findings);
}

/// What the indexes should hold, counted from contacts and operators.
struct Tally {
  std::map<QueueId, QueueCounts> counts;
  std::map<ServiceId, int> online;
  int queued = 0;
  int due = 0;
  int able = 0;
  int operator_due = 0;
};

void tally_contact(const Contact& contact, Tally& tally) {
  if (contact.due) ++tally.due;
  if (!is_queued(contact)) return;
  ++tally.queued;
  ++tally.counts[contact.queue].of(medium_of(contact)).waiting;
}

void tally_operator(const DeskState& state, const Operator& who, Tally& tally) {
  for (const ServiceRights& rights : who.profile->services) {
    if (rights.can_chat && is_online_for_chat(who)) ++tally.online[rights.service];
  }
  for (const QueueId id : who.profile->queues) {
    const Queue* queue = state.queues.find(id);
    if (queue == nullptr) continue;
    if (chat_hindrance(who, queue->service) == Hindrance::kNone) {
      ++tally.counts[id].chats.able;
      ++tally.able;
    }
    if (call_hindrance(who, queue->service) == Hindrance::kNone) {
      ++tally.counts[id].calls.able;
      ++tally.able;
    }
  }
  if (who.wrap_up && who.wrap_up->until) ++tally.operator_due;
}

void check_calls_of(const DeskState& state, const Operator& who, Findings& findings) {
  const OperatorId id = who.profile->id;
  int calls = 0;
  for (const ContactId contact_id : who.contacts) {
    const Contact* contact = state.contacts.find(contact_id);
    if (contact == nullptr || !is_call(*contact)) continue;
    ++calls;
    findings.expect(who.call == contact_id, "an operator knows their call", id);
  }
  findings.expect(calls <= 1, "no operator has two calls", id);
  findings.expect(static_cast<bool>(who.call) == (calls == 1), "an operator's call is theirs", id);
  findings.expect(!who.call || !who.wrap_up, "nobody wraps up beside a call", id);
}

void check_operator(const DeskState& state, const Operator& who, Findings& findings) {
  const OperatorId id = who.profile->id;
  int open = 0;
  for (const ContactId contact_id : who.contacts) {
    const Contact* contact = state.contacts.find(contact_id);
    findings.expect(contact != nullptr && contact->owner == id, "a listed contact is the owner's",
                    contact_id);
    if (contact != nullptr && takes_capacity(*contact)) ++open;
  }
  findings.expect(who.open_chats == open, "open chats are counted right", id);
  findings.expect(who.open_chats <= who.open_limit, "no operator has more chats than allowed", id);
  findings.expect(
      who.open_limit == who.profile->chat_capacity ||
          (who.open_limit > who.profile->chat_capacity && who.open_limit == who.open_chats),
      "more than the capacity is allowed only for chats from before", id);
  findings.expect(who.away_since.has_value() == is_away(who), "away is known since when", id);
  findings.expect(*who.profile == normalized(*who.profile), "a profile is normalized", id);
  check_calls_of(state, who, findings);
}

void check_waiting_key(const DeskState& state, const WaitingKey& key, Findings& findings) {
  const Contact* contact = state.contacts.find(key.contact);
  findings.expect(contact != nullptr && keys_of(*contact).waiting == key,
                  "a place in a line is its contact's", key.contact);
}

void check_able_key(const DeskState& state, const AbleKey& key, Findings& findings) {
  const Operator* who = state.operators.find(key.operator_id);
  const bool is_for_calls = key.line.medium == Medium::kCall;
  findings.expect(who != nullptr &&
                      key.idle_since == (is_for_calls ? who->phone_idle_since : who->idle_since) &&
                      std::ranges::binary_search(who->profile->queues, key.line.queue),
                  "an able operator is listed as what they are", key.operator_id);
}

/// Walks an index; `check` sees each key. Gives the number of keys.
template <class Key, class Check>
int walk(const LayeredSet<Key>& keys, const Key& least, const Check& check) {
  int number = 0;
  for (const Key* key = keys.first_from(least); key != nullptr; key = keys.first_after(*key)) {
    check(*key);
    ++number;
  }
  return number;
}

constexpr LineId kLeastLine{QueueId{std::numeric_limits<std::int64_t>::min()}, Medium::kChat};

void check_indexes(const DeskState& state, const Tally& tally, Findings& findings) {
  const int waiting = walk(state.waiting, WaitingKey{kLeastLine, 0, 0, {}},
                           [&](const WaitingKey& key) { check_waiting_key(state, key, findings); });
  findings.expect(waiting == tally.queued, "every queued contact stands in one line", QueueId{});
  const int able = walk(state.able, AbleKey{kLeastLine, {}, {}},
                        [&](const AbleKey& key) { check_able_key(state, key, findings); });
  findings.expect(able == tally.able, "every able operator is listed in each queue", QueueId{});
  const int due = walk(state.due, DueKey{Time::min(), {}}, [](const DueKey&) {});
  findings.expect(due == tally.due, "every deadline is in the index once", ContactId{});
  const int operator_due =
      walk(state.operator_due, OperatorDueKey{Time::min(), {}}, [](const OperatorDueKey&) {});
  findings.expect(operator_due == tally.operator_due, "every wrap-up with an end is in the index",
                  OperatorId{});
}

template <class Key, class Value>
void check_counters(const LayeredMap<Key, Value>& kept, const std::map<Key, Value>& counted,
                    const char* claim, Findings& findings) {
  kept.for_each([&](const Key& key, const Value& value) {
    const auto found = counted.find(key);
    findings.expect(value == (found == counted.end() ? Value{} : found->second), claim, key);
  });
  for (const auto& [key, value] : counted) findings.expect(kept.find(key), claim, key);
}

bool rests_from(const Contact& contact, OperatorId id) {
  return std::ranges::any_of(contact.rests,
                             [&](const Rest& rest) { return rest.operator_id == id; });
}

/// Nobody waits while an able operator who may be asked is there.
void check_nobody_waits_in_vain(const DeskState& state, Findings& findings) {
  walk(state.waiting, WaitingKey{kLeastLine, 0, 0, {}}, [&](const WaitingKey& place) {
    const Contact* contact = state.contacts.find(place.contact);
    const AbleKey* key = state.able.first_from({place.line, Time::min(), {}});
    while (contact != nullptr && key != nullptr && key->line == place.line) {
      findings.expect(rests_from(*contact, key->operator_id),
                      "no contact waits while an operator is able", place.contact);
      key = state.able.first_after(*key);
    }
  });
}

void check_threads(const DeskState& state, Findings& findings) {
  state.threads.for_each([&](ThreadId id, const ThreadContacts& thread) {
    findings.expect(!thread.open || state.contacts.find(thread.open) != nullptr,
                    "the open contact of a thread is known", id);
    const Contact* ended = state.contacts.find(thread.last_ended);
    findings.expect(!thread.last_ended || (ended != nullptr && is_ended(*ended)),
                    "the last contact of a thread is remembered", id);
    findings.expect(thread.open || thread.last_ended, "a thread is kept for a contact", id);
  });
}

}  // namespace

std::vector<std::string> check_invariants(const DeskState& state) {
  Findings findings;
  Tally tally;
  state.contacts.for_each([&](ContactId, const Contact& contact) {
    check_contact(state, contact, findings);
    tally_contact(contact, tally);
  });
  state.operators.for_each([&](OperatorId, const Operator& who) {
    check_operator(state, who, findings);
    tally_operator(state, who, tally);
  });
  check_indexes(state, tally, findings);
  check_counters(state.counts, tally.counts, "a queue's counters are right", findings);
  check_counters(state.online, tally.online, "a service's counter is right", findings);
  check_nobody_waits_in_vain(state, findings);
  check_threads(state, findings);
  return std::move(findings).take();
}

std::vector<std::string> check_touched(const DeskState& state, const std::vector<Event>& events) {
  Findings findings;
  std::set<ContactId> contacts;
  std::set<OperatorId> operators;
  for (const Event& event : events) {
    contacts.insert(contact_of(event));
    for (const OperatorId id : operators_of(event)) operators.insert(id);
  }
  for (const ContactId id : contacts) {
    const Contact* contact = state.contacts.find(id);
    if (contact != nullptr) check_contact(state, *contact, findings);
  }
  for (const OperatorId id : operators) {
    const Operator* who = state.operators.find(id);
    if (who != nullptr) check_operator(state, *who, findings);
  }
  check_nobody_waits_in_vain(state, findings);
  return std::move(findings).take();
}

}  // namespace madoguchi::desk
