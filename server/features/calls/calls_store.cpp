#include "features/calls/calls_store.h"

#include "features/contacts/threads.h"
#include "features/customers/customers_service.h"

namespace madoguchi::features::calls_store {

base::Result<Customer> add_party(storage::Connection& db, base::ServiceId service,
                                 base::ThreadId thread, base::CustomerId fresh,
                                 std::string_view number, base::Time now) {
  MDG_ASSIGN(auto customer, CustomersService::find_or_add_caller(db, service, fresh, number, now));
  MDG_TRY(add_thread(db, {service, thread, customer.id, desk::Channel::kCall, {}}, now));
  return customer;
}

}  // namespace madoguchi::features::calls_store
