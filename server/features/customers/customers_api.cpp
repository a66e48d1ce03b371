#include "features/customers/customers_api.h"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "features/contacts/contact_presenter.h"
#include "features/contacts/contact_queries.h"
#include "features/customers/customer_presenter.h"
#include "features/customers/customers_store.h"
#include "features/sign_in/request_input.h"

namespace madoguchi::features {
namespace {

namespace json = boost::json;
using base::Result;
using boost::asio::awaitable;
using storage::Connection;
using transport::Request;
using transport::Response;

constexpr int kShownContacts = 50;

awaitable<Result<ServiceRequest>> writing_request(InboxApiParts parts, const Request& request) {
  MDG_AWAIT(auto asked, service_request(parts.sign_in, request));
  MDG_CO_TRY(asked.me.may_answer(asked.service));
  co_return asked;
}

CustomerChange read_fields(base::JsonReader& body) {
  CustomerChange change;
  change.kana = body.optional_string("kana", {.max = 100, .one_line = true});
  change.email = body.optional_string("email", {.max = 254, .one_line = true});
  if (change.email && !change.email->empty() && !base::is_mail_address(*change.email)) {
    body.refuse("email", "a mail address or nothing");
  }
  change.phone = body.optional_string("phone", {.max = 32, .one_line = true});
  change.member_id = body.optional_string("memberId", {.max = 64, .one_line = true});
  change.note = body.optional_string("note", {.max = 2000});
  return change;
}

Response customer_response(const Customer& customer, int status) {
  return transport::json_response(json::serialize(customer_json(customer)), status);
}

awaitable<Result<Response>> register_customer(InboxApiParts parts, Request request) {
  MDG_AWAIT(const auto asked, writing_request(parts, request));
  MDG_CO_ASSIGN(auto body, base::JsonReader::parse(request.body));
  const auto contact = body.id<base::ContactId>("contactId");
  CustomerChange change = read_fields(body);
  change.name = body.string("name", {.min = 1, .max = 100, .one_line = true});
  MDG_CO_TRY(body.finish());
  MDG_AWAIT(const auto customer,
            parts.customers.register_contact(asked.me, asked.service, contact, std::move(change)));
  co_return customer_response(customer, 201);
}

awaitable<Result<Response>> update_customer(InboxApiParts parts, Request request) {
  MDG_AWAIT(const auto asked, writing_request(parts, request));
  MDG_CO_ASSIGN(const auto id, path_id<base::CustomerId>(request, "customerId"));
  MDG_CO_ASSIGN(auto body, base::JsonReader::parse(request.body));
  CustomerChange change = read_fields(body);
  change.name = body.optional_string("name", {.max = 100, .one_line = true});
  MDG_CO_TRY(body.finish());
  MDG_AWAIT(const auto customer,
            parts.customers.change(asked.me, asked.service, id, std::move(change)));
  co_return customer_response(customer, 200);
}

awaitable<Result<Response>> get_customer(InboxApiParts parts, Request request) {
  MDG_AWAIT(const auto asked, service_request(parts.sign_in, request));
  MDG_CO_ASSIGN(const auto id, path_id<base::CustomerId>(request, "customerId"));
  MDG_AWAIT(const auto customer, parts.db.read([asked, id](Connection& db) -> Result<Customer> {
    MDG_ASSIGN(auto found, customers_store::find(db, asked.service, id));
    if (!found) return base::fail(base::ErrorCode::kNotFound, "customer");
    return *std::move(found);
  }));
  MDG_AWAIT(const auto rows, live_rows(parts, [asked, id](Connection& db) {
              return contact_queries::of_customer(db, asked.service, id, kShownContacts);
            }));
  json::array contacts;
  for (const Contact& contact : rows.contacts) contacts.push_back(contact_json(contact));
  co_return transport::json_response(json::serialize(
      json::object{{"customer", customer_json(customer)}, {"contacts", std::move(contacts)}}));
}

}  // namespace

void add_customers_routes(transport::Router& router, InboxApiParts parts) {
  using transport::Method;
  const auto add = [&](Method method, std::string pattern, auto handler) {
    router.add(method, std::move(pattern),
               [parts, handler](Request request) { return handler(parts, std::move(request)); });
  };
  const std::string all = "/api/v1/services/{serviceId}/customers";
  add(Method::kPost, all, register_customer);
  add(Method::kGet, all + "/{customerId}", get_customer);
  add(Method::kPatch, all + "/{customerId}", update_customer);
}

}  // namespace madoguchi::features
