#pragma once

#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/time.h"
#include "features/audit/audit_log.h"
#include "features/customers/customer.h"
#include "features/sign_in/principal.h"
#include "storage/database.h"

namespace madoguchi::features {

/// Told, on whichever thread, after a change of a customer was committed: what shows it must be
/// shown anew.
struct CustomersListener {
  virtual ~CustomersListener() = default;
  virtual void customer_changed(base::ServiceId service, base::CustomerId customer) = 0;
};

/// Customers as operators keep them. Visitors become customers of their own when they come;
/// registering gives them a name and fields. Safe to call from every thread.
class CustomersService {
 public:
  CustomersService(storage::Database& db, const base::Clock& clock, const AuditLog& audit,
                   CustomersListener& listener)
      : db_(db), clock_(clock), audit_(audit), listener_(listener) {}

  /// kNotFound for a customer of another service.
  [[nodiscard]] boost::asio::awaitable<base::Result<Customer>> change(Principal me,
                                                                      base::ServiceId service,
                                                                      base::CustomerId id,
                                                                      CustomerChange change);
  /// The same for the customer of a contact, who is a registered one from then on.
  [[nodiscard]] boost::asio::awaitable<base::Result<Customer>> register_contact(
      Principal me, base::ServiceId service, base::ContactId contact, CustomerChange change);

  /// Registered ones by a part of name, kana, mail, phone or member id.
  [[nodiscard]] boost::asio::awaitable<base::Result<std::vector<Customer>>> search(
      base::ServiceId service, std::string text, int limit);
  /// A customer who is not registered, inside the transaction of the visitor who brings it.
  [[nodiscard]] static base::Status add_unregistered(storage::Connection& db,
                                                     base::ServiceId service, base::CustomerId id,
                                                     std::string_view name, base::Time now);
  /// Who calls from this number: the customer who has it, else a new one who is not registered and
  /// gets `fresh`. Without a number always a new one. Inside the transaction of the call.
  [[nodiscard]] static base::Result<Customer> find_or_add_caller(storage::Connection& db,
                                                                 base::ServiceId service,
                                                                 base::CustomerId fresh,
                                                                 std::string_view number,
                                                                 base::Time now);

 private:
  [[nodiscard]] base::Result<Customer> change_in(storage::Connection& db, const Principal& me,
                                                 base::ServiceId service, base::CustomerId id,
                                                 const CustomerChange& change,
                                                 bool registers) const;

  storage::Database& db_;
  const base::Clock& clock_;
  const AuditLog& audit_;
  CustomersListener& listener_;
};

}  // namespace madoguchi::features
