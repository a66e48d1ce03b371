#include "features/customers/customers_store.h"

#include "base/text.h"
#include "features/customers/phone_key.h"
#include "storage/like_pattern.h"

#define SELECT_CUSTOMER                                                                          \
  "SELECT id, is_registered, name, kana, email, phone, member_id, note, created_at, updated_at " \
  "FROM customers "

namespace madoguchi::features {

void apply(const CustomerChange& change, Customer& customer) {
  const auto set = [](const std::optional<std::string>& from, std::string& to) {
    if (from) to = *from;
  };
  set(change.name, customer.name);
  set(change.kana, customer.kana);
  set(change.email, customer.email);
  set(change.phone, customer.phone);
  set(change.member_id, customer.member_id);
  set(change.note, customer.note);
}

namespace customers_store {
namespace {

using storage::Connection;
using storage::Sql;

constexpr Sql kAdd{
    "customers.add",
    "INSERT INTO customers (service_id, id, is_registered, name, kana, email, phone, "
    "member_id, note, search_text, phone_key, created_at, updated_at) VALUES (:service, :id, "
    ":is_registered, :name, :kana, :email, :phone, :member_id, :note, :search_text, "
    ":phone_key, :created_at, :updated_at)"};
constexpr Sql kUpdate{
    "customers.update",
    "UPDATE customers SET is_registered = :is_registered, name = :name, kana = :kana, "
    "email = :email, phone = :phone, member_id = :member_id, note = :note, "
    "search_text = :search_text, phone_key = :phone_key, updated_at = :updated_at "
    "WHERE service_id = :service AND id = :id"};
constexpr Sql kFind{"customers.find", SELECT_CUSTOMER "WHERE service_id = :service AND id = :id"};
// Registered ones first, then who was there last.
constexpr Sql kFindByPhone{
    "customers.find_by_phone", SELECT_CUSTOMER
    "WHERE service_id = :service AND phone_key = :phone_key AND phone_key <> '' "
    "ORDER BY is_registered DESC, updated_at DESC, id DESC LIMIT 1"};
constexpr Sql kSearch{
    "customers.search", SELECT_CUSTOMER
    "WHERE service_id = :service AND is_registered = 1 AND search_text LIKE :pattern "
    "ESCAPE '!' ORDER BY updated_at DESC LIMIT :limit"};

/// Hyphens and spaces go, so that 090-1234-5678 is found by 0901234.
std::string folded(std::string_view text) {
  std::string kept;
  for (const char c : base::fold_for_search(text)) {
    if (c != '-' && c != ' ') kept += c;
  }
  return kept;
}

std::string search_text(const Customer& c) {
  return folded(c.name) + '\n' + folded(c.kana) + '\n' + folded(c.email) + '\n' + folded(c.phone) +
         '\n' + folded(c.member_id);
}

base::Result<std::vector<Customer>> select(Connection& db, const Sql& sql, const auto&... params) {
  auto rows = db.rows<base::CustomerId, bool, std::string, std::string, std::string, std::string,
                      std::string, std::string, base::Time, base::Time>(sql, params...);
  if (!rows) return base::fail(std::move(rows).error());
  std::vector<Customer> customers;
  for (auto& [id, registered, name, kana, email, phone, member, note, created, updated] : *rows) {
    customers.push_back({id, registered, std::move(name), std::move(kana), std::move(email),
                         std::move(phone), std::move(member), std::move(note), created, updated});
  }
  return customers;
}

}  // namespace

base::Status add(Connection& db, base::ServiceId service, const Customer& c) {
  MDG_TRY(db.execute(kAdd, service, c.id, c.is_registered, c.name, c.kana, c.email, c.phone,
                     c.member_id, c.note, search_text(c), phone_key(c.phone), c.created_at,
                     c.updated_at));
  return {};
}

base::Status update(Connection& db, base::ServiceId service, const Customer& c) {
  MDG_ASSIGN(const auto changed,
             db.execute(kUpdate, c.is_registered, c.name, c.kana, c.email, c.phone, c.member_id,
                        c.note, search_text(c), phone_key(c.phone), c.updated_at, service, c.id));
  if (changed == 1) return {};
  return base::fail(base::ErrorCode::kNotFound, "customer");
}

base::Result<std::optional<Customer>> find(Connection& db, base::ServiceId service,
                                           base::CustomerId id) {
  MDG_ASSIGN(auto found, select(db, kFind, service, id));
  if (found.empty()) return std::optional<Customer>{};
  return std::optional(std::move(found.front()));
}

base::Result<std::optional<Customer>> find_by_phone(Connection& db, base::ServiceId service,
                                                    std::string_view phone) {
  MDG_ASSIGN(auto found, select(db, kFindByPhone, service, phone_key(phone)));
  if (found.empty()) return std::optional<Customer>{};
  return std::optional(std::move(found.front()));
}

base::Result<std::vector<Customer>> search(Connection& db, base::ServiceId service,
                                           std::string_view text, int limit) {
  return select(db, kSearch, service, storage::contains_pattern(folded(text)), limit);
}

}  // namespace customers_store
}  // namespace madoguchi::features
