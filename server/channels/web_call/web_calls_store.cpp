#include "channels/web_call/web_calls_store.h"

#include <utility>

#include "features/contacts/contact.h"
#include "features/contacts/threads.h"
#include "features/customers/customers_service.h"

namespace madoguchi::channels::web_calls_store {
namespace {

using base::Result;
using storage::Connection;
using storage::Sql;

constexpr Sql kVisitor{"web_calls.visitor",
                       "SELECT v.customer_id, k.name, v.page_url FROM visitors v JOIN customers k "
                       "ON k.service_id = v.service_id AND k.id = v.customer_id "
                       "WHERE v.service_id = :service AND v.thread_id = :thread"};

Result<desk::StartCall> with_visitor(Connection& db, base::ThreadId visitor,
                                     desk::StartCall start) {
  MDG_ASSIGN(auto row, (db.row<base::CustomerId, std::string, std::string>(kVisitor, start.service,
                                                                           visitor)));
  if (!row) return base::fail(base::ErrorCode::kNotFound, "visitor");
  auto& [customer, name, page] = *row;
  start.customer = customer;
  start.parties = {{}, called_page(page), std::string(features::kWebTrunk), std::move(name)};
  return start;
}

Result<desk::StartCall> with_number(Connection& db, const WebCaller& caller, desk::StartCall start,
                                    base::CustomerId fresh, base::Time now) {
  MDG_ASSIGN(auto customer, features::CustomersService::find_or_add_caller(db, start.service, fresh,
                                                                           caller.from, now));
  start.customer = customer.id;
  start.parties = {caller.from, caller.to, caller.trunk, {}};
  if (customer.is_registered) start.parties.customer_name = std::move(customer.name);
  return start;
}

}  // namespace

Result<desk::StartCall> add(Connection& db, const WebCaller& caller, desk::StartCall start,
                            base::CustomerId fresh, base::Time now) {
  MDG_ASSIGN(start, caller.visitor_thread
                        ? with_visitor(db, *caller.visitor_thread, std::move(start))
                        : with_number(db, caller, std::move(start), fresh, now));
  MDG_TRY(features::add_thread(
      db,
      {start.service, start.thread, start.customer, desk::Channel::kCall, caller.visitor_thread},
      now));
  return start;
}

}  // namespace madoguchi::channels::web_calls_store
