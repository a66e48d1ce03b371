#include "features/calls/calls_store.h"

namespace madoguchi::features::calls_store {
namespace {

constexpr storage::Sql kAddThread{
    "calls.add_thread",
    "INSERT INTO threads (service_id, id, customer_id, channel, created_at) "
    "VALUES (:service, :id, :customer, 'call', :now)"};

}  // namespace

base::Status add_thread(storage::Connection& db, base::ServiceId service, base::ThreadId thread,
                        base::CustomerId customer, base::Time now) {
  MDG_TRY(db.execute(kAddThread, service, thread, customer, now));
  return {};
}

}  // namespace madoguchi::features::calls_store
