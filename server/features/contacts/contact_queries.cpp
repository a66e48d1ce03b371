#include "features/contacts/contact_queries.h"

#include <tuple>

#include "base/ascii.h"
#include "storage/like_pattern.h"

// One list of columns for every query of contacts, so that one function reads them.
#define SELECT_CONTACT                                                                         \
  "SELECT c.service_id, c.id, c.number, c.thread_id, c.channel, c.queue_id, c.customer_id, "   \
  "k.name, k.is_registered, c.assignment, c.conversation, c.owner_id, o.name, "                \
  "c.started_at, c.waiting_since, c.snoozed_until, c.ended_at, c.end_reason, c.last_message, " \
  "c.last_message_at, c.message_count, c.read_by_owner, c.read_by_customer, v.page_url, "      \
  "v.page_title, v.device, v.address, v.language, v.consent_at, l.direction, "                 \
  "l.from_number, l.to_number, l.trunk, l.answered_at, l.held_since, r.state "                 \
  "FROM contacts c "                                                                           \
  "JOIN customers k ON k.service_id = c.service_id AND k.id = c.customer_id "                  \
  "LEFT JOIN operators o ON o.id = c.owner_id "                                                \
  "LEFT JOIN threads t ON t.service_id = c.service_id AND t.id = c.thread_id "                 \
  "LEFT JOIN visitors v ON v.service_id = c.service_id "                                       \
  "AND v.thread_id = coalesce(t.visitor_thread_id, c.thread_id) "                              \
  "LEFT JOIN calls l ON l.service_id = c.service_id AND l.contact_id = c.id "                  \
  "LEFT JOIN recordings r ON r.service_id = c.service_id AND r.contact_id = c.id "

namespace madoguchi::features::contact_queries {
namespace {

using storage::Sql;

constexpr Sql kFind{"contacts.find", SELECT_CONTACT "WHERE c.service_id = :service AND c.id = :id"};
constexpr Sql kMine{"contacts.mine", SELECT_CONTACT
                    "WHERE c.service_id = :service AND c.ended_at IS NULL AND c.owner_id = :owner "
                    "ORDER BY c.last_message_at DESC LIMIT :limit"};
constexpr Sql kWaiting{"contacts.waiting", SELECT_CONTACT
                       "WHERE c.service_id = :service AND c.ended_at IS NULL AND "
                       "(c.assignment = 'queued' OR c.conversation = 'waiting') "
                       "ORDER BY coalesce(c.waiting_since, c.started_at), c.id LIMIT :limit"};
constexpr Sql kTeam{"contacts.team", SELECT_CONTACT
                    "WHERE c.service_id = :service AND c.ended_at IS NULL "
                    "ORDER BY c.last_message_at DESC LIMIT :limit"};
constexpr Sql kEnded{"contacts.ended", SELECT_CONTACT
                     "WHERE c.service_id = :service AND c.ended_at IS NOT NULL AND c.id < :before "
                     "ORDER BY c.id DESC LIMIT :limit"};
constexpr Sql kOfCustomer{"contacts.of_customer", SELECT_CONTACT
                          "WHERE c.service_id = :service AND c.customer_id = :customer "
                          "ORDER BY c.id DESC LIMIT :limit"};
constexpr Sql kChangedSince{"contacts.changed_since", SELECT_CONTACT
                            "WHERE c.service_id = :service AND c.changed_number > :since "
                            "ORDER BY c.changed_number LIMIT :limit"};
constexpr Sql kOpenOfThread{"contacts.open_of_thread", SELECT_CONTACT
                            "WHERE c.service_id = :service AND c.thread_id = :thread "
                            "AND c.ended_at IS NULL ORDER BY c.id DESC LIMIT 1"};
constexpr Sql kByNumber{"contacts.by_number",
                        SELECT_CONTACT "WHERE c.service_id = :service AND c.number = :number"};
// A scan of one service's messages; an index of bigrams takes its place when history search is
// built.
constexpr Sql kByText{
    "contacts.by_text", SELECT_CONTACT
    "WHERE c.service_id = :service AND (lower(k.name) LIKE :name ESCAPE '!' OR c.id IN "
    "(SELECT m.contact_id FROM messages m WHERE m.service_id = :same AND m.kind <> 'note' "
    "AND lower(m.text) LIKE :pattern ESCAPE '!')) ORDER BY c.id DESC LIMIT :limit"};

using Int = std::int64_t;
using Text = std::string;
template <class T>
using Maybe = std::optional<T>;

using Columns =
    std::tuple<base::ServiceId, base::ContactId, Int, base::ThreadId, Text, base::QueueId,
               base::CustomerId, Text, bool, Text, Text, Maybe<base::OperatorId>, Maybe<Text>,
               base::Time, Maybe<base::Time>, Maybe<base::Time>, Maybe<base::Time>, Maybe<Text>,
               Text, base::Time, Int, Int, Int, Maybe<Text>, Maybe<Text>, Maybe<Text>, Maybe<Text>,
               Maybe<Text>, Maybe<base::Time>, Maybe<Text>, Maybe<Text>, Maybe<Text>, Maybe<Text>,
               Maybe<base::Time>, Maybe<base::Time>, Maybe<Text>>;

Contact to_contact(Columns&& row) {
  auto& [service, id, number, thread, channel, queue, customer, customer_name, is_registered,
         assignment, conversation, owner, owner_name, started_at, waiting_since, snoozed_until,
         ended_at, end_reason, last_message, last_message_at, message_count, read_by_owner,
         read_by_customer, page_url, page_title, device, address, language, consent_at, direction,
         from_number, to_number, trunk, answered_at, held_since, recording] = row;
  Contact contact{.service = service,
                  .id = id,
                  .number = number,
                  .thread = thread,
                  .channel = std::move(channel),
                  .queue = queue,
                  .customer = customer,
                  .customer_name = std::move(customer_name),
                  .is_registered = is_registered,
                  .assignment = std::move(assignment),
                  .conversation = std::move(conversation),
                  .owner = owner,
                  .owner_name = std::move(owner_name).value_or(""),
                  .started_at = started_at,
                  .waiting_since = waiting_since,
                  .snoozed_until = snoozed_until,
                  .ended_at = ended_at,
                  .end_reason = std::move(end_reason),
                  .last_message = std::move(last_message),
                  .last_message_at = last_message_at,
                  .message_count = message_count,
                  .read_by_owner = read_by_owner,
                  .read_by_customer = read_by_customer,
                  .visit = {.page_url = std::move(page_url).value_or(""),
                            .page_title = std::move(page_title).value_or(""),
                            .device = std::move(device).value_or(""),
                            .address = std::move(address).value_or(""),
                            .language = std::move(language).value_or("ja"),
                            .consent_at = consent_at}};
  if (direction) {
    const bool is_inbound = *direction == "inbound";
    std::string from = std::move(from_number).value_or("");
    std::string to = std::move(to_number).value_or("");
    contact.call = ContactCall{
        std::move(*direction), is_inbound ? from : to, is_inbound ? to : from, trunk == kWebTrunk,
        answered_at,           held_since.has_value(), recording.has_value()};
  }
  return contact;
}

template <class... C>
auto rows_as(storage::Connection& db, const Sql& sql, std::tuple<C...>*, const auto&... params) {
  return db.rows<C...>(sql, params...);
}

Rows select(storage::Connection& db, const Sql& sql, const auto&... params) {
  MDG_ASSIGN(auto rows, rows_as(db, sql, static_cast<Columns*>(nullptr), params...));
  std::vector<Contact> contacts;
  contacts.reserve(rows.size());
  for (auto& row : rows) contacts.push_back(to_contact(std::move(row)));
  return contacts;
}

base::Result<std::optional<Contact>> select_one(storage::Connection& db, const Sql& sql,
                                                const auto&... params) {
  MDG_ASSIGN(auto found, select(db, sql, params...));
  if (found.empty()) return std::optional<Contact>{};
  return std::optional(std::move(found.front()));
}

std::optional<Int> contact_number(std::string_view text) {
  if (text.starts_with('#')) text.remove_prefix(1);
  return base::id_from_string(text);
}

}  // namespace

base::Result<std::optional<Contact>> find(storage::Connection& db, base::ServiceId service,
                                          base::ContactId id) {
  return select_one(db, kFind, service, id);
}

Rows mine(storage::Connection& db, base::ServiceId service, base::OperatorId owner, int limit) {
  return select(db, kMine, service, owner, limit);
}

Rows waiting(storage::Connection& db, base::ServiceId service, int limit) {
  return select(db, kWaiting, service, limit);
}

Rows team(storage::Connection& db, base::ServiceId service, int limit) {
  return select(db, kTeam, service, limit);
}

Rows ended(storage::Connection& db, base::ServiceId service, Page page) {
  return select(db, kEnded, service, page.before.value_or(INT64_MAX), page.limit);
}

Rows of_customer(storage::Connection& db, base::ServiceId service, base::CustomerId customer,
                 int limit) {
  return select(db, kOfCustomer, service, customer, limit);
}

Rows changed_since(storage::Connection& db, base::ServiceId service, std::int64_t since,
                   int limit) {
  return select(db, kChangedSince, service, since, limit);
}

Rows search(storage::Connection& db, base::ServiceId service, std::string_view text, int limit) {
  if (const auto number = contact_number(text)) {
    MDG_ASSIGN(auto by_number, select(db, kByNumber, service, *number));
    if (!by_number.empty()) return by_number;
  }
  // As lower() of both databases has it: A to Z alone.
  const std::string pattern = storage::contains_pattern(base::lower_ascii(text));
  return select(db, kByText, service, pattern, service, pattern, limit);
}

base::Result<std::optional<Contact>> open_of_thread(storage::Connection& db,
                                                    base::ServiceId service,
                                                    base::ThreadId thread) {
  return select_one(db, kOpenOfThread, service, thread);
}

}  // namespace madoguchi::features::contact_queries
