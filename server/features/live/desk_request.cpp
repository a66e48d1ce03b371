#include "features/live/desk_request.h"

#include <boost/json/serialize.hpp>

#include "features/contacts/contact_presenter.h"
#include "features/contacts/contact_queries.h"
#include "features/live/live_desk_async.h"
#include "features/live/live_overlay.h"
#include "features/sign_in/request_input.h"

namespace madoguchi::features {

using base::Result;
using boost::asio::awaitable;

awaitable<Result<ServiceRequest>> service_request(SignInService& sign_in,
                                                  const transport::Request& request) {
  MDG_AWAIT(auto me, sign_in.authenticate(request));
  MDG_CO_ASSIGN(const auto service, path_id<base::ServiceId>(request, "serviceId"));
  MDG_CO_TRY(me.may_see(service));
  co_return ServiceRequest{std::move(me), service};
}

awaitable<Result<ContactRequest>> contact_request(SignInService& sign_in,
                                                  const transport::Request& request) {
  MDG_AWAIT(auto asked, service_request(sign_in, request));
  MDG_CO_ASSIGN(const auto contact, path_id<base::ContactId>(request, "contactId"));
  co_return ContactRequest{std::move(asked.me), asked.service, contact};
}

awaitable<Result<LiveRows>> read_live_rows(InboxApiParts parts,
                                           std::shared_ptr<ReadContacts> read) {
  LiveRows rows;
  // The number comes first: what is committed while the rows are read may be sent again, never left
  // out.
  MDG_AWAIT(rows.through,
            ask(parts.desk, [&desk = parts.desk] { return desk.committed_number(); }));
  MDG_AWAIT(rows.contacts, parts.db.read([read](storage::Connection& db) { return (*read)(db); }));
  auto overlay = [&desk = parts.desk, contacts = std::move(rows.contacts)]() mutable {
    overlay_live(desk.state(), contacts);
    return std::move(contacts);
  };
  MDG_AWAIT(rows.contacts, ask(parts.desk, std::move(overlay)));
  co_return rows;
}

awaitable<Result<LiveRows>> contact_rows(InboxApiParts parts, base::ServiceId service,
                                         base::ContactId contact) {
  return live_rows(parts,
                   [service, contact](storage::Connection& db) -> Result<std::vector<Contact>> {
                     MDG_ASSIGN(auto found, contact_queries::find(db, service, contact));
                     if (!found) return base::fail(base::ErrorCode::kNotFound, "contact");
                     return std::vector{*std::move(found)};
                   });
}

awaitable<Result<transport::Response>> contact_response(InboxApiParts parts,
                                                        base::ServiceId service,
                                                        base::ContactId contact) {
  MDG_AWAIT(auto rows, contact_rows(parts, service, contact));
  co_return transport::json_response(boost::json::serialize(contact_json(rows.contacts.front())));
}

}  // namespace madoguchi::features
