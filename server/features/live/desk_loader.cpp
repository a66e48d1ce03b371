#include "features/live/desk_loader.h"

#include <algorithm>

#include "desk/names.h"
#include "features/operators/operators_service.h"

namespace madoguchi::features {
namespace {

using storage::Connection;
using storage::Sql;

// Two questions instead of one with OR, which would read all contacts there ever were.
struct ContactsSql {
  Sql contacts;
  Sql messages;
  Sql calls;
};

#define SELECT_CONTACTS                                                                       \
  "SELECT service_id, id, number, thread_id, customer_id, queue_id, channel, assignment, "    \
  "conversation, owner_id, priority, place, started_at, queued_at, assigned_at, "             \
  "waiting_since, is_unanswered_told, silent_since, is_silence_warned, "                      \
  "last_customer_message_at, last_operator_message_at, snoozed_until, ended_at, end_reason, " \
  "message_count, read_by_owner, read_by_customer FROM contacts c WHERE c.service_id = "      \
  ":service AND "
#define SELECT_MESSAGES                                                               \
  "SELECT m.contact_id, m.client_id, m.number FROM contacts c CROSS JOIN messages m " \
  "WHERE m.service_id = c.service_id AND m.contact_id = c.id AND m.client_id <> '' "  \
  "AND m.number > c.message_count - 128 AND c.service_id = :service AND "
#define SELECT_CALLS                                                                    \
  "SELECT l.contact_id, l.from_number, l.to_number, l.trunk, k.name, k.is_registered, " \
  "l.direction, l.offer_count, l.talked_by, l.answered_at, l.held_since, l.held_ms "    \
  "FROM contacts c "                                                                    \
  "JOIN calls l ON l.service_id = c.service_id AND l.contact_id = c.id "                \
  "JOIN customers k ON k.service_id = c.service_id AND k.id = c.customer_id "           \
  "WHERE c.service_id = :service AND "

constexpr ContactsSql kOpen{
    {"live.open_contacts", SELECT_CONTACTS "c.ended_at IS NULL ORDER BY c.id"},
    {"live.recent_messages", SELECT_MESSAGES "c.ended_at IS NULL ORDER BY m.contact_id, m.number"},
    {"live.open_calls", SELECT_CALLS "c.ended_at IS NULL ORDER BY c.id"}};
constexpr ContactsSql kEnded{
    {"live.ended_contacts", SELECT_CONTACTS "c.ended_at >= :since ORDER BY c.id"},
    {"live.ended_messages", SELECT_MESSAGES "c.ended_at >= :since ORDER BY m.contact_id, m.number"},
    {"live.ended_calls", SELECT_CALLS "c.ended_at >= :since ORDER BY c.id"}};
constexpr Sql kLastContactNumber{
    "live.last_contact_number",
    "SELECT coalesce(max(number), 0) FROM contacts WHERE service_id = :service"};
constexpr Sql kLastChange{
    "live.last_change",
    "SELECT coalesce(max(changed_number), 0) FROM contacts WHERE service_id = :service"};
constexpr Sql kLastContact{"live.last_contact",
                           "SELECT coalesce(max(id), 0) FROM contacts WHERE service_id = :service"};
constexpr Sql kLastMessage{"live.last_message",
                           "SELECT coalesce(max(id), 0) FROM messages WHERE service_id = :service"};
constexpr Sql kOperatorState{
    "live.operator_state",
    "SELECT state, work_reason_id, since, chat, do_not_disturb, idle_since, phone FROM "
    "operator_states "
    "WHERE operator_id = :id"};

template <class T>
using Maybe = std::optional<T>;
using Int = std::int64_t;
using Text = std::string;
using ContactColumns =
    std::tuple<base::ServiceId, base::ContactId, Int, base::ThreadId, base::CustomerId,
               base::QueueId, Text, Text, Text, Maybe<base::OperatorId>, Int, Int, base::Time,
               Maybe<base::Time>, Maybe<base::Time>, Maybe<base::Time>, bool, Maybe<base::Time>,
               bool, Maybe<base::Time>, Maybe<base::Time>, Maybe<base::Time>, Maybe<base::Time>,
               Maybe<Text>, Int, Int, Int>;

template <class Enum>
base::Result<Enum> named(std::string_view name) {
  if (const auto value = desk::from_name<Enum>(name)) return *value;
  return base::fail(base::ErrorCode::kStorage, "unknown value in a row: " + std::string(name));
}

base::Result<desk::Contact> to_contact(ContactColumns&& row) {
  auto& [service, id, number, thread, customer, queue, channel, assignment, conversation, owner,
         priority, place, started_at, queued_at, assigned_at, waiting_since, is_unanswered_told,
         silent_since, is_silence_warned, last_customer_message_at, last_operator_message_at,
         snoozed_until, ended_at, end_reason, message_count, read_by_owner, read_by_customer] = row;
  desk::Contact contact;
  contact.id = id;
  contact.service = service;
  contact.thread = thread;
  contact.customer = customer;
  contact.queue = queue;
  MDG_ASSIGN(contact.channel, named<desk::Channel>(channel));
  contact.number = number;
  contact.started_at = started_at;
  MDG_ASSIGN(contact.assignment, named<desk::Assignment>(assignment));
  // The row of an ended contact keeps who had it; the desk does not.
  contact.owner = ended_at ? base::OperatorId{} : owner.value_or(base::OperatorId{});
  contact.assigned_at = assigned_at.value_or(base::Time{});
  contact.priority = static_cast<int>(priority);
  contact.place = place;
  contact.queued_at = queued_at.value_or(base::Time{});
  MDG_ASSIGN(contact.conversation, named<desk::Conversation>(conversation));
  contact.waiting_since = waiting_since;
  contact.is_unanswered_told = is_unanswered_told;
  contact.silent_since = silent_since;
  contact.is_silence_warned = is_silence_warned;
  contact.snoozed_until = snoozed_until;
  contact.ended_at = ended_at;
  if (end_reason) {
    MDG_ASSIGN(contact.end_reason, named<desk::EndReason>(*end_reason));
  }
  contact.last_customer_message_at = last_customer_message_at;
  contact.last_operator_message_at = last_operator_message_at;
  contact.message_count = static_cast<int>(message_count);
  contact.read_by_owner = static_cast<int>(read_by_owner);
  contact.read_by_customer = static_cast<int>(read_by_customer);
  return contact;
}

template <class... C>
auto contact_rows(Connection& db, const Sql& sql, std::tuple<C...>*, const auto&... params) {
  return db.rows<C...>(sql, params...);
}

/// Of the contacts from `first` on, which are in the order of their ids as the calls are.
base::Status load_calls(Connection& db, const Sql& sql, desk::DeskSnapshot& snapshot,
                        std::ptrdiff_t first, const auto&... params) {
  auto rows =
      db.rows<base::ContactId, Text, Text, Text, Text, bool, Text, Int, Maybe<base::OperatorId>,
              Maybe<base::Time>, Maybe<base::Time>, Int>(sql, params...);
  if (!rows) return base::fail(std::move(rows).error());
  auto at = snapshot.contacts.begin() + first;
  for (auto& [contact, from, to, trunk, name, is_registered, direction, offers, talked_by,
              answered_at, held_since, held] : *rows) {
    while (at != snapshot.contacts.end() && at->contact.id < contact) ++at;
    if (at == snapshot.contacts.end() || at->contact.id != contact) continue;
    desk::Call& call = at->contact.call.emplace();
    MDG_ASSIGN(const auto begun_by, named<desk::Direction>(direction));
    call.parties = std::make_shared<const desk::CallParties>(
        desk::CallParties{std::move(from), std::move(to), std::move(trunk),
                          is_registered ? std::move(name) : std::string(), begun_by});
    call.offer_count = static_cast<int>(offers);
    call.talked_by = talked_by.value_or(base::OperatorId{});
    call.answered_at = answered_at;
    call.held_since = held_since;
    call.held = base::Milliseconds(held);
  }
  return {};
}

/// `params`: of the questions, the service first.
base::Status load_contacts(Connection& db, const ContactsSql& sql, desk::DeskSnapshot& snapshot,
                           const auto&... params) {
  MDG_ASSIGN(auto rows,
             contact_rows(db, sql.contacts, static_cast<ContactColumns*>(nullptr), params...));
  const auto first = static_cast<std::ptrdiff_t>(snapshot.contacts.size());
  for (auto& row : rows) {
    MDG_ASSIGN(auto contact, to_contact(std::move(row)));
    snapshot.contacts.push_back({std::move(contact), {}});
  }
  MDG_TRY(load_calls(db, sql.calls, snapshot, first, params...));
  auto recent = db.rows<base::ContactId, Text, Int>(sql.messages, params...);
  if (!recent) return base::fail(std::move(recent).error());
  auto at = snapshot.contacts.begin() + first;  // both are in the order of the contacts' ids
  for (auto& [contact, client_id, number] : *recent) {
    while (at != snapshot.contacts.end() && at->contact.id < contact) ++at;
    if (at == snapshot.contacts.end()) break;
    if (at->contact.id == contact) {
      at->recent.push_back({std::move(client_id), static_cast<int>(number)});
    }
  }
  return {};
}

void keep_last(std::vector<desk::ContactSnapshot>& contacts) {
  for (desk::ContactSnapshot& contact : contacts) {
    auto& recent = contact.recent;
    if (recent.size() <= desk::RecentMessages::kKept) continue;
    recent.erase(recent.begin(),
                 recent.end() - static_cast<std::ptrdiff_t>(desk::RecentMessages::kKept));
  }
}

base::Result<Int> number_of(Connection& db, const Sql& sql, base::ServiceId service) {
  MDG_ASSIGN(auto row, db.row<Int>(sql, service));
  return row ? std::get<0>(*row) : 0;
}

base::Status load_services(Connection& db, DeskContents& contents, base::Time now) {
  const base::Time since = now - desk::kRememberEnded;
  MDG_ASSIGN(auto services, load_services_for_desk(db));
  for (const ServiceForDesk& service : services) {
    MDG_ASSIGN(const Int last_contact, number_of(db, kLastContactNumber, service.id));
    MDG_ASSIGN(const Int last_change, number_of(db, kLastChange, service.id));
    contents.snapshot.services.push_back({service.id, desk_settings(service), last_contact});
    contents.last_number = std::max(contents.last_number, last_change);
    for (const Sql& sql : {kLastContact, kLastMessage}) {
      MDG_ASSIGN(const Int last_id, number_of(db, sql, service.id));
      contents.last_id = std::max(contents.last_id, last_id);
    }
    for (const Queue& queue : service.queues) {
      contents.snapshot.queues.push_back(desk_queue(service.id, queue));
      contents.names.queues[queue.id] = queue.name;
    }
    MDG_TRY(load_contacts(db, kOpen, contents.snapshot, service.id));
    MDG_TRY(load_contacts(db, kEnded, contents.snapshot, service.id, since));
  }
  keep_last(contents.snapshot.contacts);
  return {};
}

base::Status load_state(Connection& db, desk::OperatorSnapshot& who) {
  auto row = db.row<Text, Maybe<base::WorkReasonId>, base::Time, bool, bool, base::Time, bool>(
      kOperatorState, who.profile.id);
  if (!row) return base::fail(std::move(row).error());
  if (!*row) return {};
  auto& [state, reason, since, chat, do_not_disturb, idle_since, phone] = **row;
  MDG_ASSIGN(who.state, named<desk::ChosenState>(state));
  who.work_reason = reason.value_or(base::WorkReasonId{});
  who.state_since = since;
  who.takes_chat = chat;
  who.takes_phone = phone;
  who.do_not_disturb = do_not_disturb;
  who.idle_since = idle_since;
  return {};
}

base::Status load_operators(Connection& db, DeskContents& contents) {
  MDG_ASSIGN(auto operators, OperatorsService::load_all_for_desk(db));
  for (const OperatorForDesk& who : operators) {
    contents.names.operators[who.id] = who.name;
    if (who.is_disabled) continue;
    desk::OperatorSnapshot snapshot;
    snapshot.profile = desk_profile(who, contents.snapshot.queues);
    MDG_TRY(load_state(db, snapshot));
    contents.snapshot.operators.push_back(std::move(snapshot));
  }
  return {};
}

}  // namespace

desk::ServiceSettings desk_settings(const ServiceForDesk& service) {
  desk::ServiceSettings settings;
  settings.silence_end = service.timers.silence_end;
  settings.silence_warning = service.timers.silence_warning;
  settings.open_deadline = service.timers.open_deadline;
  settings.longest_wrap_up = service.longest_wrap_up;
  return settings;
}

desk::Queue desk_queue(base::ServiceId service, const Queue& queue) {
  return {queue.id, service, queue.longest_wait, queue.ring_time};
}

desk::OperatorProfile desk_profile(const OperatorForDesk& who,
                                   const std::vector<desk::Queue>& queues) {
  desk::OperatorProfile profile;
  profile.id = who.id;
  profile.chat_capacity = who.chat_capacity;
  for (const ServiceRight& right : who.services) {
    const bool can_phone = right.can_phone && !who.extension.empty();
    profile.services.push_back({right.service, right.can_chat, can_phone});
    if (!right.can_chat && !can_phone) continue;
    for (const desk::Queue& queue : queues) {
      if (queue.service == right.service) profile.queues.push_back(queue.id);
    }
  }
  return profile;
}

base::Result<DeskContents> load_desk(Connection& db, base::Time now) {
  DeskContents contents;
  MDG_TRY(load_services(db, contents, now));
  MDG_TRY(load_operators(db, contents));
  return contents;
}

}  // namespace madoguchi::features
