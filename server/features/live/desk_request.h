#pragma once

#include <boost/asio/awaitable.hpp>

#include "features/contacts/contact.h"
#include "features/customers/customers_service.h"
#include "features/live/live_desk.h"
#include "features/ng_words/ng_words_service.h"
#include "features/sign_in/sign_in_service.h"
#include "features/work_reasons/work_reasons_service.h"
#include "storage/database.h"
#include "transport/request.h"
#include "transport/response.h"

namespace madoguchi::features {

/// What the routes of the desk need; referred to for as long as the router lives.
struct InboxApiParts {
  SignInService& sign_in;
  storage::Database& db;
  LiveDesk& desk;
  CustomersService& customers;
  const NgWordsService& ng_words;
  const WorkReasonsService& work_reasons;
};

/// Who asks for what of which service. The service is one that `me` may see; writing needs
/// `may_chat` beside it.
struct ServiceRequest {
  Principal me;
  base::ServiceId service;
};
struct ContactRequest {
  Principal me;
  base::ServiceId service;
  base::ContactId contact;
};

[[nodiscard]] boost::asio::awaitable<base::Result<ServiceRequest>> service_request(
    SignInService& sign_in, const transport::Request& request);
[[nodiscard]] boost::asio::awaitable<base::Result<ContactRequest>> contact_request(
    SignInService& sign_in, const transport::Request& request);

/// The contact as it is now, as a response; kNotFound when the service has none of that id.
[[nodiscard]] boost::asio::awaitable<base::Result<transport::Response>> contact_response(
    InboxApiParts parts, base::ServiceId service, base::ContactId contact);

/// Reads rows and lays the live part over them. `through` is a number up to which the rows are
/// true.
struct LiveRows {
  std::int64_t through = 0;
  std::vector<Contact> contacts;
};
template <class Read>
[[nodiscard]] boost::asio::awaitable<base::Result<LiveRows>> live_rows(InboxApiParts parts,
                                                                       Read read);
/// The contact as it is now, the only one of the rows; kNotFound as above.
[[nodiscard]] boost::asio::awaitable<base::Result<LiveRows>> contact_rows(InboxApiParts parts,
                                                                          base::ServiceId service,
                                                                          base::ContactId contact);

}  // namespace madoguchi::features

#include "features/live/desk_request_inline.h"
