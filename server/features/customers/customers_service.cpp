#include "features/customers/customers_service.h"

#include "features/contacts/contact_queries.h"
#include "features/customers/customers_store.h"
#include "features/customers/phone_key.h"

namespace madoguchi::features {

using base::Result;
using boost::asio::awaitable;
using storage::Connection;

Result<Customer> CustomersService::change_in(Connection& db, const Principal& me,
                                             base::ServiceId service, base::CustomerId id,
                                             const CustomerChange& change, bool registers) const {
  MDG_ASSIGN(auto found, customers_store::find(db, service, id));
  if (!found) return base::fail(base::ErrorCode::kNotFound, "customer");
  Customer customer = *std::move(found);
  apply(change, customer);
  const bool is_fresh = registers && !customer.is_registered;
  customer.is_registered = customer.is_registered || registers;
  customer.updated_at = clock_.now();
  MDG_TRY(customers_store::update(db, service, customer));
  MDG_TRY(audit_.add(db, {service,
                          me.actor(),
                          is_fresh ? "customer.registered" : "customer.changed",
                          "customer:" + base::to_string(id),
                          {}}));
  return customer;
}

awaitable<Result<Customer>> CustomersService::change(Principal me, base::ServiceId service,
                                                     base::CustomerId id, CustomerChange change) {
  MDG_AWAIT(auto customer, db_.write([=, this](Connection& db) {
    return change_in(db, me, service, id, change, false);
  }));
  listener_.customer_changed(service, id);
  co_return customer;
}

awaitable<Result<Customer>> CustomersService::register_contact(Principal me,
                                                               base::ServiceId service,
                                                               base::ContactId contact,
                                                               CustomerChange change) {
  MDG_AWAIT(auto customer, db_.write([=, this](Connection& db) -> Result<Customer> {
    MDG_ASSIGN(const auto found, contact_queries::find(db, service, contact));
    if (!found) return base::fail(base::ErrorCode::kNotFound, "contact");
    return change_in(db, me, service, found->customer, change, true);
  }));
  listener_.customer_changed(service, customer.id);
  co_return customer;
}

awaitable<Result<std::vector<Customer>>> CustomersService::search(base::ServiceId service,
                                                                  std::string text, int limit) {
  auto find = [=](Connection& db) { return customers_store::search(db, service, text, limit); };
  co_return co_await db_.read(std::move(find));
}

Result<Customer> CustomersService::find_or_add_caller(Connection& db, base::ServiceId service,
                                                      base::CustomerId fresh,
                                                      std::string_view number, base::Time now) {
  MDG_ASSIGN(const auto known, customers_store::find_by_phone(db, service, number));
  if (known) return *known;
  Customer customer;
  customer.id = fresh;
  customer.name = number;
  // A SIP caller may be called "reception": that is no number to call back.
  if (!phone_key(number).empty()) customer.phone = number;
  customer.created_at = now;
  customer.updated_at = now;
  MDG_TRY(customers_store::add(db, service, customer));
  return customer;
}

base::Status CustomersService::add_unregistered(Connection& db, base::ServiceId service,
                                                base::CustomerId id, std::string_view name,
                                                base::Time now) {
  Customer customer;
  customer.id = id;
  customer.name = name;
  customer.created_at = now;
  customer.updated_at = now;
  return customers_store::add(db, service, customer);
}

}  // namespace madoguchi::features
