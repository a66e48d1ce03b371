#include "features/contacts/threads.h"

#include "desk/names.h"

namespace madoguchi::features {
namespace {

constexpr storage::Sql kAdd{
    "threads.add",
    "INSERT INTO threads (service_id, id, customer_id, channel, created_at, visitor_thread_id) "
    "VALUES (:service, :id, :customer, :channel, :now, :visitor_thread)"};

}  // namespace

base::Status add_thread(storage::Connection& db, const NewThread& thread, base::Time now) {
  MDG_TRY(db.execute(kAdd, thread.service, thread.id, thread.customer,
                     desk::name_of(thread.channel), now, thread.visitor_thread));
  return {};
}

}  // namespace madoguchi::features
