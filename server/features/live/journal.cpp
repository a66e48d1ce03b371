#include "features/live/journal.h"

#include "desk/names.h"
#include "features/files/message_files.h"

namespace madoguchi::features::journal {
namespace {

using storage::Connection;
using storage::Sql;

constexpr Sql kAddContact{
    "journal.add_contact",
    "INSERT INTO contacts (service_id, id, number, thread_id, customer_id, queue_id, channel, "
    "assignment, conversation, owner_id, priority, place, started_at, queued_at, assigned_at, "
    "waiting_since, is_unanswered_told, silent_since, is_silence_warned, last_customer_message_at, "
    "last_operator_message_at, first_reply_at, snoozed_until, ended_at, end_reason, last_message, "
    "last_message_at, message_count, read_by_owner, read_by_customer, changed_number) VALUES "
    "(:service, :id, :number, :thread, :customer, :queue, :channel, :assignment, :conversation, "
    ":owner, :priority, :place, :started_at, :queued_at, :assigned_at, :waiting_since, "
    ":is_unanswered_told, :silent_since, :is_silence_warned, :last_customer_message_at, "
    ":last_operator_message_at, :first_reply_at, :snoozed_until, :ended_at, :end_reason, "
    ":last_message, :last_message_at, :message_count, :read_by_owner, :read_by_customer, "
    ":changed_number)"};

constexpr Sql kUpdateContact{
    "journal.update_contact",
    "UPDATE contacts SET queue_id = :queue, assignment = :assignment, conversation = "
    ":conversation, "
    "owner_id = CASE WHEN :keeps_owner = 1 THEN owner_id ELSE :owner END, priority = :priority, "
    "place "
    "= :place, queued_at = :queued_at, "
    "assigned_at = :assigned_at, waiting_since = :waiting_since, "
    "is_unanswered_told = :is_unanswered_told, silent_since = :silent_since, "
    "is_silence_warned = :is_silence_warned, last_customer_message_at = :last_customer_message_at, "
    "last_operator_message_at = :last_operator_message_at, "
    "first_reply_at = coalesce(first_reply_at, :first_reply_at), snoozed_until = :snoozed_until, "
    "ended_at = :ended_at, end_reason = :end_reason, "
    "last_message = coalesce(:last_message, last_message), "
    "last_message_at = coalesce(:last_message_at, last_message_at), message_count = "
    ":message_count, "
    "read_by_owner = :read_by_owner, read_by_customer = :read_by_customer, "
    "changed_number = :changed_number WHERE service_id = :service AND id = :id"};

// The desk recognizes a message that is sent again by the ids of the last ones; one that is older
// comes here and is refused by the unique key. It then counts as a message of its own: nothing is
// lost, and the desk's numbers stay without gaps.
constexpr Sql kAddMessage{
    "journal.add_message",
    "INSERT INTO messages (service_id, id, contact_id, thread_id, number, kind, text, author_id, "
    "author_name, client_id, system_what, system_name, file_count, at, changed_number) VALUES "
    "(:service, :id, :contact, :thread, :number, :kind, :text, :author, :author_name, :client_id, "
    ":system_what, :system_name, :file_count, :at, :changed_number) "
    "ON CONFLICT (contact_id, client_id) WHERE client_id <> '' DO NOTHING"};

constexpr Sql kSetOperatorState{
    "journal.set_operator_state",
    "INSERT INTO operator_states (operator_id, state, work_reason_id, since, phone, chat, "
    "do_not_disturb, idle_since) VALUES (:id, :state, :reason, :since, :phone, :chat, "
    ":do_not_disturb, :idle_since) "
    "ON CONFLICT (operator_id) DO UPDATE SET state = excluded.state, "
    "work_reason_id = excluded.work_reason_id, since = excluded.since, phone = excluded.phone, "
    "chat = excluded.chat, "
    "do_not_disturb = excluded.do_not_disturb, idle_since = excluded.idle_since"};

constexpr Sql kAddStateChange{
    "journal.add_state_change",
    "INSERT INTO operator_state_changes (id, operator_id, at, cause, state, work_reason_id, phone, "
    "chat, do_not_disturb, is_connected) VALUES (:id, :operator, :at, :cause, :state, :reason, "
    ":phone, :chat, :do_not_disturb, :is_connected)"};

constexpr Sql kAddCall{
    "journal.add_call",
    "INSERT INTO calls (service_id, contact_id, direction, from_number, to_number, trunk, "
    "arrived_at, offer_count, talked_by, answered_at, held_since, held_ms) VALUES (:service, "
    ":contact, :direction, :from_number, :to_number, :trunk, :arrived_at, :offer_count, "
    ":talked_by, :answered_at, :held_since, :held)"};

constexpr Sql kUpdateCall{"journal.update_call",
                          "UPDATE calls SET offer_count = :offer_count, talked_by = :talked_by, "
                          "answered_at = :answered_at, held_since = :held_since, held_ms = :held "
                          "WHERE service_id = :service AND contact_id = :contact"};

constexpr Sql kSetWrapUp{
    "journal.set_wrap_up",
    "UPDATE calls SET wrap_up_ms = :duration WHERE service_id = :service AND contact_id = "
    ":contact"};

template <class IdType>
std::optional<IdType> unless_zero(IdType id) {
  return id ? std::optional(id) : std::nullopt;
}

/// Times that the desk leaves at their first value mean "not yet".
std::optional<base::Time> unless_zero(base::Time time) {
  return time == base::Time{} ? std::nullopt : std::optional(time);
}

std::optional<std::string> end_reason(const desk::Contact& contact) {
  if (!contact.end_reason) return {};
  return std::string(desk::name_of(*contact.end_reason));
}

base::Status add_contact(Connection& db, const ContactRow& row, std::int64_t number) {
  const desk::Contact& c = row.contact;
  MDG_TRY(db.execute(kAddContact, c.service, c.id, c.number, c.thread, c.customer, c.queue,
                     desk::name_of(c.channel), desk::name_of(c.assignment),
                     desk::name_of(c.conversation), unless_zero(c.owner), c.priority, c.place,
                     c.started_at, unless_zero(c.queued_at), unless_zero(c.assigned_at),
                     c.waiting_since, c.is_unanswered_told, c.silent_since, c.is_silence_warned,
                     c.last_customer_message_at, c.last_operator_message_at,
                     c.last_operator_message_at, c.snoozed_until, c.ended_at, end_reason(c),
                     row.last_message.value_or(""), row.last_message_at.value_or(c.started_at),
                     c.message_count, c.read_by_owner, c.read_by_customer, number));
  return {};
}

base::Status update_contact(Connection& db, const ContactRow& row, std::int64_t number) {
  const desk::Contact& c = row.contact;
  const bool keeps_owner = desk::is_ended(c) && !row.last_owner;
  MDG_TRY(db.execute(
      kUpdateContact, c.queue, desk::name_of(c.assignment), desk::name_of(c.conversation),
      keeps_owner, unless_zero(row.last_owner.value_or(c.owner)), c.priority, c.place,
      unless_zero(c.queued_at), unless_zero(c.assigned_at), c.waiting_since, c.is_unanswered_told,
      c.silent_since, c.is_silence_warned, c.last_customer_message_at, c.last_operator_message_at,
      c.last_operator_message_at, c.snoozed_until, c.ended_at, end_reason(c), row.last_message,
      row.last_message_at, c.message_count, c.read_by_owner, c.read_by_customer, number, c.service,
      c.id));
  return {};
}

base::Result<std::int64_t> insert_message(Connection& db, const Message& message,
                                          const std::string& client_id, std::int64_t number) {
  const SystemLine line = message.system.value_or(SystemLine{});
  return db.execute(kAddMessage, message.service, message.id, message.contact, message.thread,
                    message.number, message.kind, message.text, message.author, message.author_name,
                    client_id, line.what, line.name,
                    static_cast<std::int64_t>(message.files.size()), message.at, number);
}

base::Status add_message(Connection& db, const Message& message, std::int64_t number) {
  MDG_ASSIGN(const auto added, insert_message(db, message, message.client_id, number));
  if (added == 0) {
    const auto unique = message.client_id + '#' + base::to_string(message.id);
    MDG_TRY(insert_message(db, message, unique, number));
  }
  for (const File& file : message.files) {
    MDG_TRY(attach_file(db, message.service, file.id, message.thread, message.id));
  }
  return {};
}

base::Status add_call(Connection& db, const CallRow& row) {
  const desk::Call& call = row.call;
  MDG_TRY(db.execute(kAddCall, row.service, row.contact, desk::name_of(call.parties->direction),
                     call.parties->from, call.parties->to, call.parties->trunk, row.arrived_at,
                     call.offer_count, unless_zero(call.talked_by), call.answered_at,
                     call.held_since, call.held.count()));
  return {};
}

base::Status update_call(Connection& db, const CallRow& row) {
  const desk::Call& call = row.call;
  MDG_TRY(db.execute(kUpdateCall, call.offer_count, unless_zero(call.talked_by), call.answered_at,
                     call.held_since, call.held.count(), row.service, row.contact));
  return {};
}

base::Status set_wrap_up(Connection& db, const WrapUpRow& row) {
  MDG_TRY(db.execute(kSetWrapUp, row.duration.count(), row.service, row.contact));
  return {};
}

base::Status set_operator_state(Connection& db, const OperatorStateRow& row) {
  const auto reason = unless_zero(row.work_reason);
  const auto state = desk::name_of(row.state);
  MDG_TRY(db.execute(kSetOperatorState, row.id, state, reason, row.since, row.takes_phone,
                     row.takes_chat, row.do_not_disturb, row.idle_since));
  MDG_TRY(db.execute(kAddStateChange, row.change_id, row.id, row.at, row.cause, state, reason,
                     row.takes_phone, row.takes_chat, row.do_not_disturb, row.is_connected));
  return {};
}

}  // namespace

base::Status write(Connection& db, const JournalEntry& entry) {
  for (const ContactRow& row : entry.contacts) {
    MDG_TRY(row.is_new ? add_contact(db, row, entry.number)
                       : update_contact(db, row, entry.number));
  }
  for (const CallRow& row : entry.calls) {
    MDG_TRY(row.is_new ? add_call(db, row) : update_call(db, row));
  }
  for (const Message& message : entry.messages) {
    MDG_TRY(add_message(db, message, entry.number));
  }
  for (const OperatorStateRow& row : entry.operators) MDG_TRY(set_operator_state(db, row));
  for (const WrapUpRow& row : entry.wrap_ups) MDG_TRY(set_wrap_up(db, row));
  return {};
}

}  // namespace madoguchi::features::journal
