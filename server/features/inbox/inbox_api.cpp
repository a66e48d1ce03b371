#include "features/inbox/inbox_api.h"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "features/contacts/contact_presenter.h"
#include "features/contacts/contact_queries.h"
#include "features/contacts/message_queries.h"
#include "features/customers/customer_presenter.h"
#include "features/live/box_counts.h"
#include "features/live/live_desk_async.h"
#include "features/live/roster.h"
#include "features/sign_in/request_input.h"

namespace madoguchi::features {
namespace {

namespace json = boost::json;
using base::Result;
using boost::asio::awaitable;
using storage::Connection;
using transport::Request;
using transport::Response;

constexpr std::size_t kMaxQueryCharacters = 100;
constexpr int kMaxFound = 20;

constexpr base::EnumName<Box> kBoxes[] = {
    {"mine", Box::kMine}, {"waiting", Box::kWaiting}, {"team", Box::kTeam}, {"ended", Box::kEnded}};

json::array contacts_json(const std::vector<Contact>& contacts) {
  json::array out;
  for (const Contact& contact : contacts) out.push_back(contact_json(contact));
  return out;
}

Result<Box> query_box(const Request& request) {
  const auto name = request.query_parameter("box").value_or("");
  if (const auto box = base::enum_value<Box>(name, kBoxes)) return *box;
  return base::fail(base::invalid_input("box", "one of mine, waiting, team, ended"));
}

Result<std::vector<Contact>> read_box(Connection& db, base::ServiceId service, base::OperatorId me,
                                      Box box, const Page& page) {
  switch (box) {
    case Box::kMine:
      return contact_queries::mine(db, service, me, page.limit);
    case Box::kWaiting:
      return contact_queries::waiting(db, service, page.limit);
    case Box::kTeam:
      return contact_queries::team(db, service, page.limit);
    case Box::kEnded:
      return contact_queries::ended(db, service, page);
  }
  return base::fail(base::ErrorCode::kInternal, "unknown box");
}

Result<Page> query_page(const Request& request, int standard) {
  MDG_ASSIGN(const int limit, query_limit(request, standard, 200));
  MDG_ASSIGN(const auto before, query_before<base::MessageId>(request));
  return Page{before ? std::optional(before->value()) : std::nullopt, limit};
}

awaitable<Result<Response>> get_inbox(InboxApiParts parts, Request request) {
  MDG_AWAIT(const auto asked, service_request(parts.sign_in, request));
  MDG_CO_ASSIGN(const Box box, query_box(request));
  MDG_CO_ASSIGN(const Page page, query_page(request, 100));
  MDG_AWAIT(auto rows, live_rows(parts, [asked, box, page](Connection& db) {
              return read_box(db, asked.service, asked.me.id, box, page);
            }));
  MDG_AWAIT(auto counts, ask(parts.desk, [&desk = parts.desk, asked] {
              return counts_json(box_counts(desk.state(), asked.service, asked.me.id));
            }));
  co_return transport::json_response(
      json::serialize(json::object{{"through", rows.through},
                                   {"contacts", contacts_json(rows.contacts)},
                                   {"counts", std::move(counts)}}));
}

awaitable<Result<Response>> get_contact(InboxApiParts parts, Request request) {
  MDG_AWAIT(const auto asked, contact_request(parts.sign_in, request));
  MDG_AWAIT(auto rows, contact_rows(parts, asked.service, asked.contact));
  co_return transport::json_response(json::serialize(
      json::object{{"through", rows.through}, {"contact", contact_json(rows.contacts.front())}}));
}

/// One more than asked for tells whether there is another page.
Result<std::vector<Message>> read_messages(Connection& db, const ContactRequest& asked, Page page) {
  MDG_ASSIGN(const auto contact, contact_queries::find(db, asked.service, asked.contact));
  if (!contact) return base::fail(base::ErrorCode::kNotFound, "contact");
  ++page.limit;
  return message_queries::of_thread(db, asked.service, contact->thread, page);
}

awaitable<Result<Response>> list_messages(InboxApiParts parts, Request request) {
  MDG_AWAIT(const auto asked, contact_request(parts.sign_in, request));
  MDG_CO_ASSIGN(const Page page, query_page(request, 50));
  MDG_AWAIT(const auto through,
            ask(parts.desk, [&desk = parts.desk] { return desk.committed_number(); }));
  MDG_AWAIT(auto messages, parts.db.read([asked, page](Connection& db) {
    return read_messages(db, asked, page);
  }));
  const bool has_more = messages.size() > static_cast<std::size_t>(page.limit);
  if (has_more) messages.erase(messages.begin());
  json::array shown;
  for (const Message& message : messages) shown.push_back(message_json(message));
  co_return transport::json_response(json::serialize(
      json::object{{"through", through}, {"messages", std::move(shown)}, {"hasMore", has_more}}));
}

awaitable<Result<Response>> get_roster(InboxApiParts parts, Request request) {
  MDG_AWAIT(const auto asked, service_request(parts.sign_in, request));
  MDG_AWAIT(auto roster, ask(parts.desk, [&desk = parts.desk, asked] {
              return roster_json(desk, asked.service);
            }));
  co_return transport::json_response(json::serialize(roster));
}

Result<std::string> query_text(const Request& request) {
  const auto text = request.query_parameter("q").value_or("");
  const std::string trimmed(base::trimmed(text));
  if (trimmed.empty() || base::count_characters(trimmed) > kMaxQueryCharacters) {
    return base::fail(base::invalid_input("q", "1 to 100 characters"));
  }
  return trimmed;
}

awaitable<Result<Response>> search(InboxApiParts parts, Request request) {
  MDG_AWAIT(const auto asked, service_request(parts.sign_in, request));
  MDG_CO_ASSIGN(const auto text, query_text(request));
  MDG_AWAIT(auto customers, parts.customers.search(asked.service, text, kMaxFound));
  MDG_AWAIT(auto contacts, live_rows(parts, [asked, text](Connection& db) {
              return contact_queries::search(db, asked.service, text, kMaxFound);
            }));
  json::array shown;
  for (const Customer& customer : customers) shown.push_back(customer_json(customer));
  co_return transport::json_response(json::serialize(json::object{
      {"customers", std::move(shown)}, {"contacts", contacts_json(contacts.contacts)}}));
}

}  // namespace

void add_inbox_routes(transport::Router& router, InboxApiParts parts) {
  const auto get = [&](std::string pattern, auto handler) {
    router.add(transport::Method::kGet, std::move(pattern),
               [parts, handler](Request request) { return handler(parts, std::move(request)); });
  };
  const std::string service = "/api/v1/services/{serviceId}";
  get(service + "/inbox", get_inbox);
  get(service + "/contacts/{contactId}", get_contact);
  get(service + "/contacts/{contactId}/messages", list_messages);
  get(service + "/roster", get_roster);
  get(service + "/search", search);
}

}  // namespace madoguchi::features
