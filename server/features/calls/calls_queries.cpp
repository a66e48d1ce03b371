#include "features/calls/calls_queries.h"

#include <tuple>
#include <utility>

#include "features/contacts/contact.h"

// One list of columns for every query of calls, so that one function reads them.
#define SELECT_CALL                                                                        \
  "SELECT l.contact_id, c.number, l.direction, l.from_number, l.to_number, l.trunk, "      \
  "c.customer_id, k.name, k.is_registered, q.name, l.talked_by, o.name, l.arrived_at, "    \
  "l.answered_at, c.ended_at, c.end_reason, l.held_since, l.held_ms, l.wrap_up_ms, "       \
  "l.offer_count, r.state FROM calls l "                                                   \
  "JOIN contacts c ON c.service_id = l.service_id AND c.id = l.contact_id "                \
  "JOIN customers k ON k.service_id = c.service_id AND k.id = c.customer_id "              \
  "LEFT JOIN queues q ON q.service_id = c.service_id AND q.id = c.queue_id "               \
  "LEFT JOIN operators o ON o.id = l.talked_by "                                           \
  "LEFT JOIN recordings r ON r.service_id = l.service_id AND r.contact_id = l.contact_id " \
  "WHERE l.service_id = :service "

namespace madoguchi::features::calls_queries {
namespace {

using storage::Connection;
using storage::Sql;
using Int = std::int64_t;
using Text = std::string;
template <class T>
using Maybe = std::optional<T>;

constexpr Sql kAll{
    "calls.all", SELECT_CALL "AND l.contact_id < :before ORDER BY l.contact_id DESC LIMIT :limit"};
constexpr Sql kMissed{
    "calls.missed", SELECT_CALL
    "AND l.contact_id < :before AND l.direction = 'inbound' "
    "AND l.answered_at IS NULL AND c.ended_at IS NOT NULL ORDER BY l.contact_id DESC LIMIT :limit"};
constexpr Sql kMine{"calls.mine", SELECT_CALL
                    "AND l.contact_id < :before AND l.talked_by = :me "
                    "ORDER BY l.contact_id DESC LIMIT :limit"};
constexpr Sql kFind{"calls.find", SELECT_CALL "AND l.contact_id = :contact"};

using Columns =
    std::tuple<base::ContactId, Int, Text, Text, Text, Text, base::CustomerId, Text, bool,
               Maybe<Text>, Maybe<base::OperatorId>, Maybe<Text>, base::Time, Maybe<base::Time>,
               Maybe<base::Time>, Maybe<Text>, Maybe<base::Time>, Int, Int, Int, Maybe<Text>>;

CallRecord to_record(Columns&& row) {
  auto& [contact, number, direction, from, to, trunk, customer, name, is_registered, queue_name,
         talked_by, talked_by_name, arrived_at, answered_at, ended_at, end_reason, held_since, held,
         wrap_up, offer_count, recording] = row;
  const bool is_inbound = direction == "inbound";
  const bool has_name = is_registered || trunk == kWebTrunk;
  return {.contact = contact,
          .number = number,
          .direction = std::move(direction),
          .other_number = is_inbound ? from : to,
          .own_number = is_inbound ? to : from,
          .trunk = std::move(trunk),
          .customer = customer,
          .customer_name = has_name ? std::move(name) : Text(),
          .queue_name = std::move(queue_name).value_or(""),
          .talked_by = talked_by,
          .talked_by_name = std::move(talked_by_name).value_or(""),
          .arrived_at = arrived_at,
          .answered_at = answered_at,
          .ended_at = ended_at,
          .end_reason = std::move(end_reason),
          .held_since = held_since,
          .held = base::Milliseconds(held),
          .wrap_up = base::Milliseconds(wrap_up),
          .offer_count = offer_count,
          .has_recording = recording.has_value()};
}

template <class... C>
auto rows_as(Connection& db, const Sql& sql, std::tuple<C...>*, const auto&... params) {
  return db.rows<C...>(sql, params...);
}

base::Result<std::vector<CallRecord>> select(Connection& db, const Sql& sql,
                                             const auto&... params) {
  MDG_ASSIGN(auto rows, rows_as(db, sql, static_cast<Columns*>(nullptr), params...));
  std::vector<CallRecord> calls;
  calls.reserve(rows.size());
  for (auto& row : rows) calls.push_back(to_record(std::move(row)));
  return calls;
}

}  // namespace

base::Result<std::vector<CallRecord>> list(Connection& db, base::ServiceId service, Page page) {
  const Int before = page.before ? page.before->value() : INT64_MAX;
  switch (page.kind) {
    case Kind::kMissed:
      return select(db, kMissed, service, before, page.limit);
    case Kind::kMine:
      return select(db, kMine, service, before, page.me, page.limit);
    case Kind::kAll:
      break;
  }
  return select(db, kAll, service, before, page.limit);
}

base::Result<std::optional<CallRecord>> find(Connection& db, base::ServiceId service,
                                             base::ContactId contact) {
  MDG_ASSIGN(auto found, select(db, kFind, service, contact));
  if (found.empty()) return std::optional<CallRecord>{};
  return std::optional(std::move(found.front()));
}

}  // namespace madoguchi::features::calls_queries
