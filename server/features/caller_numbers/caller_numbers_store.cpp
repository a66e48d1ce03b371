#include "features/caller_numbers/caller_numbers_store.h"

#include <utility>

#define SELECT_CALLER_NUMBER                                                                      \
  "SELECT n.id, n.number, n.label, n.trunk, n.state, n.requested_by, n.requested_at, "            \
  "n.decided_by, n.decided_at, coalesce(r.name, ''), coalesce(d.name, '') FROM caller_numbers n " \
  "LEFT JOIN operators r ON r.id = n.requested_by "                                               \
  "LEFT JOIN operators d ON d.id = n.decided_by WHERE n.service_id = :service "

namespace madoguchi::features::caller_numbers_store {
namespace {

using storage::Connection;
using storage::Sql;
using Text = std::string;
template <class T>
using Maybe = std::optional<T>;
using Columns = std::tuple<CallerNumberId, Text, Text, Text, Text, Maybe<base::OperatorId>,
                           base::Time, Maybe<base::OperatorId>, Maybe<base::Time>, Text, Text>;

constexpr Sql kList{"caller_numbers.list", SELECT_CALLER_NUMBER "ORDER BY n.number"};
constexpr Sql kFind{"caller_numbers.find", SELECT_CALLER_NUMBER "AND n.id = :id"};
constexpr Sql kFindByNumber{"caller_numbers.find_by_number",
                            SELECT_CALLER_NUMBER "AND n.number = :number"};
constexpr Sql kAdd{
    "caller_numbers.add",
    "INSERT INTO caller_numbers (service_id, id, number, label, trunk, state, requested_by, "
    "requested_at, decided_by, decided_at) VALUES (:service, :id, :number, :label, :trunk, :state, "
    ":requested_by, :requested_at, :decided_by, :decided_at)"};
constexpr Sql kUpdate{
    "caller_numbers.update",
    "UPDATE caller_numbers SET label = :label, trunk = :trunk, state = :state, requested_by = "
    ":requested_by, requested_at = :requested_at, decided_by = :decided_by, decided_at = "
    ":decided_at WHERE service_id = :service AND id = :id"};

base::Result<CallerNumber> to_caller_number(Columns&& row) {
  auto& [id, number, label, trunk, state, requested_by, requested_at, decided_by, decided_at,
         requested_by_name, decided_by_name] = row;
  const auto known = base::enum_value<CallerNumberState>(state, caller_number_states());
  if (!known) return base::fail(base::ErrorCode::kStorage, "unknown state of a caller number");
  return CallerNumber{id,
                      std::move(number),
                      std::move(label),
                      std::move(trunk),
                      *known,
                      requested_by,
                      requested_at,
                      decided_by,
                      decided_at,
                      std::move(requested_by_name),
                      std::move(decided_by_name)};
}

template <class... C>
auto rows_as(Connection& db, const Sql& sql, std::tuple<C...>*, const auto&... params) {
  return db.rows<C...>(sql, params...);
}

base::Result<std::vector<CallerNumber>> select(Connection& db, const Sql& sql,
                                               const auto&... params) {
  MDG_ASSIGN(auto rows, rows_as(db, sql, static_cast<Columns*>(nullptr), params...));
  std::vector<CallerNumber> numbers;
  for (auto& row : rows) {
    MDG_ASSIGN(auto number, to_caller_number(std::move(row)));
    numbers.push_back(std::move(number));
  }
  return numbers;
}

std::optional<CallerNumber> first(std::vector<CallerNumber>&& numbers) {
  return numbers.empty() ? std::nullopt : std::optional(std::move(numbers.front()));
}

}  // namespace

base::Result<std::vector<CallerNumber>> list(Connection& db, base::ServiceId service) {
  return select(db, kList, service);
}

base::Result<std::optional<CallerNumber>> find(Connection& db, base::ServiceId service,
                                               CallerNumberId id) {
  MDG_ASSIGN(auto found, select(db, kFind, service, id));
  return first(std::move(found));
}

base::Result<std::optional<CallerNumber>> find_by_number(Connection& db, base::ServiceId service,
                                                         std::string_view number) {
  MDG_ASSIGN(auto found, select(db, kFindByNumber, service, number));
  return first(std::move(found));
}

base::Status add(Connection& db, base::ServiceId service, const CallerNumber& number) {
  MDG_TRY(db.execute(kAdd, service, number.id, number.number, number.label, number.trunk,
                     base::enum_name(number.state, caller_number_states()), number.requested_by,
                     number.requested_at, number.decided_by, number.decided_at));
  return {};
}

base::Status update(Connection& db, base::ServiceId service, const CallerNumber& number) {
  MDG_TRY(db.execute(kUpdate, number.label, number.trunk,
                     base::enum_name(number.state, caller_number_states()), number.requested_by,
                     number.requested_at, number.decided_by, number.decided_at, service,
                     number.id));
  return {};
}

}  // namespace madoguchi::features::caller_numbers_store
