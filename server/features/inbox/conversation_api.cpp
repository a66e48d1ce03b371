#include <algorithm>

#include <boost/json/serialize.hpp>

#include "features/contacts/contact_presenter.h"
#include "features/files/message_files.h"
#include "features/inbox/inbox_api.h"
#include "features/inbox/message_input.h"
#include "features/live/live_desk_async.h"

namespace madoguchi::features {
namespace {

namespace json = boost::json;
using base::Result;
using boost::asio::awaitable;
using storage::Connection;
using transport::Request;
using transport::Response;

awaitable<Result<ContactRequest>> writing_request(InboxApiParts parts, const Request& request) {
  MDG_AWAIT(auto asked, contact_request(parts.sign_in, request));
  MDG_CO_TRY(asked.me.may_answer(asked.service));
  co_return asked;
}

base::Status check_ng_words(const InboxApiParts& parts, base::ServiceId service,
                            const MessageInput& input) {
  if (input.kind != desk::MessageKind::kReply) return {};
  if (!parts.ng_words.current(service)->find_in(input.text)) return {};
  return base::fail(base::invalid_input("text", "a text without NG words"));
}

awaitable<Result<Response>> write_message(InboxApiParts parts, Request request) {
  MDG_AWAIT(const auto asked, writing_request(parts, request));
  MDG_CO_ASSIGN(const auto input, read_message_input(request.body));
  MDG_CO_TRY(check_ng_words(parts, asked.service, input));
  std::vector<File> files;
  if (!input.files.empty()) {
    MDG_AWAIT(files, parts.db.read([asked, ids = input.files](Connection& db) {
      return files_to_send(db, asked.service, {.sender = asked.me.id}, ids);
    }));
  }
  MDG_AWAIT(auto outcome, run(parts.desk,
                              desk::WriteAsOperator{asked.service,
                                                    asked.contact,
                                                    asked.me.id,
                                                    input.kind,
                                                    {input.client_id, {input.text, input.files}}},
                              std::move(files)));
  MDG_AWAIT(const auto message, message_of(parts.db, asked.service, std::move(outcome)));
  co_return transport::json_response(json::serialize(message_json(message)), 201);
}

awaitable<Result<Response>> open_contact(InboxApiParts parts, Request request) {
  MDG_AWAIT(const auto asked, contact_request(parts.sign_in, request));
  if (asked.me.may_answer(asked.service)) {
    MDG_AWAIT_TRY(run(parts.desk, desk::OpenContact{asked.service, asked.contact, asked.me.id}));
  }
  co_return transport::no_content();
}

awaitable<Result<Response>> mark_read(InboxApiParts parts, Request request) {
  MDG_AWAIT(const auto asked, writing_request(parts, request));
  MDG_CO_ASSIGN(auto body, base::JsonReader::parse(request.body));
  const auto number = static_cast<int>(body.integer("number", 0, 1'000'000'000));
  MDG_CO_TRY(body.finish());
  MDG_AWAIT_TRY(
      run(parts.desk, desk::ReadAsOperator{asked.service, asked.contact, asked.me.id, number}));
  co_return transport::no_content();
}

/// Runs a command about a contact and answers with the contact as it is afterwards.
awaitable<Result<Response>> run_and_show(InboxApiParts parts, ContactRequest asked,
                                         desk::Command command) {
  MDG_AWAIT_TRY(run(parts.desk, std::move(command)));
  co_return co_await contact_response(parts, asked.service, asked.contact);
}

awaitable<Result<Response>> take_contact(InboxApiParts parts, Request request) {
  MDG_AWAIT(const auto asked, writing_request(parts, request));
  MDG_AWAIT(
      auto response,
      run_and_show(parts, asked, desk::TakeContact{asked.service, asked.contact, asked.me.id}));
  co_return response;
}

awaitable<Result<Response>> hand_over(InboxApiParts parts, Request request) {
  MDG_AWAIT(const auto asked, writing_request(parts, request));
  MDG_CO_ASSIGN(auto body, base::JsonReader::parse(request.body));
  desk::HandOver command{asked.service, asked.contact, asked.me.id, {}, {}, {}};
  command.to_operator =
      body.nullable_id<base::OperatorId>("operatorId").value_or(base::OperatorId{});
  command.to_queue = body.nullable_id<base::QueueId>("queueId").value_or(base::QueueId{});
  command.memo = body.optional_string("memo", {.max = 1000}).value_or("");
  MDG_CO_TRY(body.finish());
  MDG_AWAIT(auto response, run_and_show(parts, asked, std::move(command)));
  co_return response;
}

awaitable<Result<Response>> snooze_contact(InboxApiParts parts, Request request) {
  MDG_AWAIT(const auto asked, writing_request(parts, request));
  MDG_CO_ASSIGN(auto body, base::JsonReader::parse(request.body));
  const auto until = body.nullable_time("until");
  MDG_CO_TRY(body.finish());
  MDG_AWAIT(auto response,
            run_and_show(parts, asked,
                         desk::SnoozeContact{asked.service, asked.contact, asked.me.id, until}));
  co_return response;
}

awaitable<Result<Response>> end_contact(InboxApiParts parts, Request request) {
  MDG_AWAIT(const auto asked, writing_request(parts, request));
  MDG_AWAIT(
      auto response,
      run_and_show(parts, asked, desk::EndAsOperator{asked.service, asked.contact, asked.me.id}));
  co_return response;
}

}  // namespace

void add_conversation_routes(transport::Router& router, InboxApiParts parts) {
  const auto post = [&](std::string_view action, auto handler) {
    router.add(transport::Method::kPost,
               "/api/v1/services/{serviceId}/contacts/{contactId}/" + std::string(action),
               [parts, handler](Request request) { return handler(parts, std::move(request)); });
  };
  post("messages", write_message);
  post("open", open_contact);
  post("read", mark_read);
  post("take", take_contact);
  post("hand-over", hand_over);
  post("snooze", snooze_contact);
  post("end", end_contact);
}

}  // namespace madoguchi::features
