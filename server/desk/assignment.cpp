#include "desk/assignment.h"

#include <algorithm>
#include <limits>

#include "desk/access.h"
#include "desk/call_dial.h"
#include "desk/lines.h"
#include "desk/snooze.h"

namespace madoguchi::desk {
namespace {

bool is_resting(const Contact& contact, OperatorId id, Time now) {
  return std::ranges::any_of(
      contact.rests, [&](const Rest& rest) { return rest.operator_id == id && rest.until > now; });
}

/// The longest idle operator of the queue who may be asked; zero when none.
OperatorId find_able(const Draft& draft, const WaitingKey& place) {
  const DeskState& state = draft.state();
  const Contact& contact = *state.contacts.find(place.contact);
  const AbleKey* key = state.able.first_from({place.line, Time::min(), {}});
  while (key != nullptr && key->line == place.line) {
    if (!is_resting(contact, key->operator_id, draft.now())) return key->operator_id;
    key = state.able.first_after(*key);
  }
  return {};
}

bool has_anything_to_settle(const Draft& draft) {
  return !draft.state().waiting.added().empty() || !draft.state().able.added().empty() ||
         !draft.reconsidered().empty();
}

std::vector<LineId> touched_lines(const Draft& draft) {
  std::vector<LineId> lines = draft.reconsidered();
  for (const WaitingKey& key : draft.state().waiting.added()) lines.push_back(key.line);
  for (const AbleKey& key : draft.state().able.added()) lines.push_back(key.line);
  std::ranges::sort(lines);
  const auto same = std::ranges::unique(lines);
  lines.erase(same.begin(), same.end());
  return lines;
}

/// Where each line is read on: after this key.
std::vector<WaitingKey> line_starts(const Draft& draft) {
  std::vector<WaitingKey> starts;
  for (const LineId line : touched_lines(draft)) {
    starts.push_back({line, std::numeric_limits<int>::min(),
                      std::numeric_limits<std::int64_t>::min(), ContactId{}});
  }
  return starts;
}

const WaitingKey* next_in_line(const DeskState& state, const WaitingKey& read) {
  if (line_counts(state, read.line).able == 0) return nullptr;
  const WaitingKey* next = state.waiting.first_after(read);
  return next != nullptr && next->line == read.line ? next : nullptr;
}

bool goes_before(const WaitingKey& a, const WaitingKey& b) {
  return std::tie(a.inverse_priority, a.place) < std::tie(b.inverse_priority, b.place);
}

/// The reading position of the line whose next contact goes first over all lines; null at the end
/// of all.
WaitingKey* first_line(const DeskState& state, std::vector<WaitingKey>& lines) {
  WaitingKey* first = nullptr;
  const WaitingKey* first_next = nullptr;
  for (WaitingKey& line : lines) {
    const WaitingKey* next = next_in_line(state, line);
    if (next == nullptr || (first_next != nullptr && !goes_before(*next, *first_next))) continue;
    first = &line;
    first_next = next;
  }
  return first;
}

void settle_lines(Draft& draft, std::vector<WaitingKey> lines) {
  while (WaitingKey* line = first_line(draft.state(), lines)) {
    const WaitingKey place = *next_in_line(draft.state(), *line);
    if (const OperatorId able = find_able(draft, place)) {
      assign(draft, place.contact, able, AssignCause::kQueue);
    } else {
      *line = place;
    }
  }
}

/// A customer who begins and finds nobody able is told to stand in line.
void tell_newcomers(Draft& draft) {
  std::vector<WaitingKey> newcomers;
  for (const WaitingKey& key : draft.state().waiting.added()) {
    if (draft.base().contacts.find(key.contact) == nullptr) newcomers.push_back(key);
  }
  for (const WaitingKey& key : newcomers) {
    add_line(draft, {.contact = key.contact, .kind = LineKind::kQueued, .queue = key.line.queue});
  }
}

LineKind line_of(const Contact& contact) {
  return is_call(contact) ? LineKind::kRinging : LineKind::kAssigned;
}

/// What the conversation says of a contact that comes back.
LineKind line_of(QueueCause cause) {
  switch (cause) {
    case QueueCause::kNotAnswered:
      return LineKind::kNotAnswered;
    case QueueCause::kDeclined:
      return LineKind::kDeclined;
    case QueueCause::kOperatorLost:
      return LineKind::kOperatorLost;
    default:
      return LineKind::kReturned;
  }
}

void emit_queued(Draft& draft, ContactId id, QueueId queue, QueueCause cause, OperatorId from,
                 std::int64_t place) {
  draft.emit(ContactQueued{id, queue, cause, from, place, draft.now()});
}

}  // namespace

void settle(Draft& draft) {
  if (!has_anything_to_settle(draft)) return;
  settle_lines(draft, line_starts(draft));
  tell_newcomers(draft);
}

void assign(Draft& draft, ContactId id, OperatorId to, AssignCause cause) {
  const OperatorId from = draft.state().contacts.find(id)->owner;
  draft.emit(ContactAssigned{id, to, from, cause, draft.now()});
  if (cause != AssignCause::kQueue) return;
  const LineKind kind = line_of(*draft.state().contacts.find(id));
  add_line(draft, {.contact = id, .kind = kind, .operator_id = to});
}

void open(Draft& draft, ContactId id) {
  const OperatorId owner = draft.state().contacts.find(id)->owner;
  draft.emit(ContactOpened{id, owner, draft.now()});
  add_line(draft, {.contact = id, .kind = LineKind::kJoined, .operator_id = owner});
}

void queue_at_end(Draft& draft, ContactId id) {
  const QueueId queue = draft.state().contacts.find(id)->queue;
  emit_queued(draft, id, queue, QueueCause::kStarted, {}, draft.state().last_place + 1);
}

void queue_at_head(Draft& draft, ContactId id, QueueId queue, QueueCause cause, OperatorId from) {
  emit_queued(draft, id, queue, cause, from, draft.state().first_place - 1);
}

void put_back(Draft& draft, ContactId id, QueueCause cause) {
  const Contact& contact = *draft.state().contacts.find(id);
  // There is nobody on the line for whom somebody else could be found.
  if (is_dialing(contact)) return end_dialing(draft, id, EndReason::kOperatorLost);
  const OperatorId from = contact.owner;
  const QueueId queue = contact.queue;
  if (is_snoozed(contact)) wake_without_owner(draft, id, WakeCause::kOwnerLeft);
  queue_at_head(draft, id, queue, cause, from);
  add_line(draft, {.contact = id, .kind = line_of(cause), .operator_id = from});
}

base::Status take(Draft& draft, ContactId id, OperatorId by) {
  const Contact& contact = *draft.state().contacts.find(id);
  MDG_TRY(require_chat(contact));
  if (!is_queued(contact)) {
    return base::fail(base::ErrorCode::kConflict, "owner: the contact is taken");
  }
  MDG_ASSIGN(const Operator* who, find_operator(draft, by));
  MDG_TRY(require_unhindered(take_hindrance(*who, contact.service)));
  assign(draft, id, by, AssignCause::kTaken);
  open(draft, id);
  return {};
}

base::Status run(Draft& draft, const OpenContact& command) {
  MDG_ASSIGN(const Contact* contact, find_for_operator(draft, command));
  const bool is_offered = contact->assignment == Assignment::kOffered && !is_call(*contact);
  if (is_offered && contact->owner == command.operator_id) open(draft, command.contact);
  return {};
}

base::Status run(Draft& draft, const TakeContact& command) {
  MDG_ASSIGN(const Contact* contact, find_for_operator(draft, command));
  MDG_TRY(require_open(*contact));
  if (contact->owner != command.operator_id) {
    return take(draft, command.contact, command.operator_id);
  }
  if (contact->assignment == Assignment::kOffered && !is_call(*contact)) {
    open(draft, command.contact);
  }
  return {};
}

}  // namespace madoguchi::desk
