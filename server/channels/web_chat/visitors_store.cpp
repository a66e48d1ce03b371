#include "channels/web_chat/visitors_store.h"

#include "features/contacts/threads.h"
#include "features/customers/customers_service.h"

namespace madoguchi::channels::visitors_store {
namespace {

using storage::Connection;
using storage::Sql;

constexpr Sql kAdd{
    "visitors.add",
    "INSERT INTO visitors (service_id, id, customer_id, thread_id, token_hash, language, "
    "consent_at, page_url, page_title, device, address, created_at, last_seen_at) VALUES "
    "(:service, :id, :customer, :thread, :token_hash, :language, :consent_at, :page_url, "
    ":page_title, :device, :address, :created_at, :last_seen_at)"};
constexpr Sql kFindByToken{"visitors.find_by_token",
                           "SELECT id, customer_id, thread_id, language, consent_at FROM visitors "
                           "WHERE token_hash = :token_hash AND service_id = :service"};
constexpr Sql kSetDetails{"visitors.set_details",
                          "UPDATE visitors SET language = :language, page_url = :page_url, "
                          "page_title = :page_title, device = :device, address = :address, "
                          "last_seen_at = :now WHERE service_id = :service AND id = :id"};
constexpr Sql kSetPage{"visitors.set_page",
                       "UPDATE visitors SET page_url = :page_url, page_title = :page_title, "
                       "last_seen_at = :now WHERE service_id = :service AND id = :id"};
constexpr Sql kSetConsent{
    "visitors.set_consent",
    "UPDATE visitors SET consent_at = :at WHERE service_id = :service AND id = :id"};

}  // namespace

base::Status add(Connection& db, const Visitor& visitor, std::string_view name,
                 std::string_view token_hash, const VisitDetails& details, base::Time now) {
  MDG_TRY(features::CustomersService::add_unregistered(db, visitor.service, visitor.customer, name,
                                                       now));
  MDG_TRY(features::add_thread(
      db, {visitor.service, visitor.thread, visitor.customer, desk::Channel::kWebChat, {}}, now));
  MDG_TRY(db.execute(kAdd, visitor.service, visitor.id, visitor.customer, visitor.thread,
                     token_hash, details.language, visitor.consent_at, details.page_url,
                     details.page_title, details.device, details.address, now, now));
  return {};
}

base::Result<std::optional<Visitor>> find_by_token(Connection& db, base::ServiceId service,
                                                   std::string_view token_hash) {
  auto row = db.row<base::VisitorId, base::CustomerId, base::ThreadId, std::string,
                    std::optional<base::Time>>(kFindByToken, token_hash, service);
  if (!row) return base::fail(std::move(row).error());
  if (!*row) return std::optional<Visitor>{};
  auto& [id, customer, thread, language, consent_at] = **row;
  return Visitor{service, id, customer, thread, std::move(language), consent_at};
}

base::Status set_details(Connection& db, base::ServiceId service, base::VisitorId id,
                         const VisitDetails& details, base::Time now) {
  MDG_TRY(db.execute(kSetDetails, details.language, details.page_url, details.page_title,
                     details.device, details.address, now, service, id));
  return {};
}

base::Status set_page(Connection& db, base::ServiceId service, base::VisitorId id,
                      std::string_view url, std::string_view title, base::Time now) {
  MDG_TRY(db.execute(kSetPage, url, title, now, service, id));
  return {};
}

base::Status set_consent(Connection& db, base::ServiceId service, base::VisitorId id,
                         base::Time at) {
  MDG_TRY(db.execute(kSetConsent, at, service, id));
  return {};
}

}  // namespace madoguchi::channels::visitors_store
