#include "channels/web_chat/widget_api.h"

#include <boost/json/serialize.hpp>

#include "base/json_reader.h"
#include "channels/web_call/visitor_caller.h"
#include "channels/web_chat/open_service.h"
#include "channels/web_chat/visitor_cookie.h"
#include "channels/web_chat/visitor_presenter.h"
#include "features/contacts/contact_presenter.h"
#include "features/files/file_transfer.h"
#include "features/inbox/message_input.h"
#include "features/sign_in/request_input.h"

namespace madoguchi::channels {
namespace {

namespace json = boost::json;
using base::Result;
using boost::asio::awaitable;
using features::ChatSettings;
using transport::Request;
using transport::Response;
using Service = features::ServiceDirectory::Entry;

Result<Service> service_of(const WidgetApiParts& parts, const Request& request) {
  auto service = parts.services.find_by_key(request.path_parameter("serviceKey"));
  if (!service) return base::fail(base::ErrorCode::kNotFound, "service");
  return service;
}

Result<Service> open_service_of(const WidgetApiParts& parts, const Request& request) {
  return find_open_service(parts.services, request.path_parameter("serviceKey"));
}

json::object text3_json(const base::Text3& text) {
  return {{"ja", text.ja}, {"en", text.en}, {"ko", text.ko}};
}

json::object config_json(const features::ServiceEntry& current, bool is_online, bool has_calls) {
  const ChatSettings& s = current.chat;
  return {{"isEnabled", current.service.has_chat},
          {"isOnline", is_online},
          {"isOwnPage", true},
          {"hasCalls", has_calls},
          {"title", text3_json(s.title)},
          {"hoursText", text3_json(s.hours_text)},
          {"color", s.color},
          {"greeting", text3_json(s.greeting)},
          {"consentRequired", s.consent_required},
          {"consentText", text3_json(s.consent_text)},
          {"consentUrl", s.consent_url},
          {"offlineText", text3_json(s.offline_text)},
          {"inquiryUrl", s.inquiry_url},
          {"language", base::language_name(current.service.language)},
          {"limits", json::object{{"messageCharacters", features::kMaxMessageCharacters},
                                  {"fileBytes", features::kMaxFileBytes},
                                  {"filesPerMessage", features::kMaxFilesPerMessage}}}};
}

awaitable<Result<Response>> get_config(WidgetApiParts parts, Request request) {
  MDG_CO_ASSIGN(const auto service, service_of(parts, request));
  const bool is_online = parts.desk.states().is_service_online(service->service.id);
  const bool has_calls = parts.telephone.has_telephone() && web_call_queue(*service).has_value();
  co_return transport::json_response(json::serialize(config_json(*service, is_online, has_calls)));
}

struct VisitInput {
  bool consents = false;
  std::string name;
  VisitDetails details;
};

Result<VisitInput> read_visit(const Request& request, const ChatSettings& settings) {
  MDG_ASSIGN(auto body, base::JsonReader::parse(request.body));
  VisitInput input;
  input.consents = body.boolean("consent");
  if (settings.consent_required && !input.consents) body.refuse("consent", "true");
  input.details.language = base::language_name(body.language("language"));
  input.name = body.optional_string("name", {.max = 100, .one_line = true}).value_or("");
  input.details.page_url =
      body.optional_string("pageUrl", {.max = 2000, .one_line = true}).value_or("");
  input.details.page_title =
      body.optional_string("pageTitle", {.max = 300, .one_line = true}).value_or("");
  MDG_TRY(body.finish());
  input.details.device = device_name(request.header("user-agent"));
  input.details.address = request.peer;
  return input;
}

awaitable<Result<Response>> view_response(WidgetApiParts parts, Visitor visitor) {
  MDG_AWAIT(const auto view, parts.visits.view(std::move(visitor), {}));
  co_return transport::json_response(json::serialize(visitor_view_json(view)));
}

awaitable<Result<Response>> start_visit(WidgetApiParts parts, Request request) {
  MDG_CO_ASSIGN(const auto service, open_service_of(parts, request));
  MDG_CO_ASSIGN(auto input, read_visit(request, service->chat));
  MDG_CO_TRY(parts.visits_limit.take(request.peer));
  MDG_AWAIT(auto started,
            parts.visits.start(service->service.id, visitor_token(request), std::move(input.name),
                               input.consents, std::move(input.details)));
  MDG_AWAIT(auto response, view_response(parts, started.visitor));
  if (!started.token.empty()) {
    response.with_header("Set-Cookie", visitor_cookie(service->service.key, started.token));
  }
  co_return response;
}

struct VisitorRequest {
  Service service;
  Visitor visitor;
};

awaitable<Result<VisitorRequest>> visitor_request(WidgetApiParts parts, const Request& request) {
  MDG_CO_ASSIGN(auto service, open_service_of(parts, request));
  MDG_AWAIT(auto visitor, parts.visits.find(service->service.id, visitor_token(request)));
  co_return VisitorRequest{std::move(service), std::move(visitor)};
}

awaitable<Result<Response>> get_visit(WidgetApiParts parts, Request request) {
  MDG_AWAIT(auto asked, visitor_request(parts, request));
  co_return co_await view_response(parts, std::move(asked.visitor));
}

awaitable<Result<Response>> upload(WidgetApiParts parts, Request request) {
  MDG_AWAIT(const auto asked, visitor_request(parts, request));
  MDG_CO_TRY(parts.files_limit.take(base::to_string(asked.visitor.id)));
  MDG_CO_TRY(parts.address_files_limit.take(request.peer));
  MDG_CO_ASSIGN(auto name, features::file_name_of(request));
  MDG_AWAIT(const auto file, parts.files.add(asked.visitor.service, {.visitor = asked.visitor.id},
                                             std::move(name), std::move(request.body)));
  co_return transport::json_response(json::serialize(features::file_json(file)), 201);
}

awaitable<Result<Response>> download(WidgetApiParts parts, Request request) {
  MDG_AWAIT(const auto asked, visitor_request(parts, request));
  MDG_CO_ASSIGN(const auto id, features::path_id<base::FileId>(request, "fileId"));
  MDG_AWAIT(auto contents,
            parts.files.read(asked.visitor.service,
                             {.visitor = asked.visitor.id, .thread = asked.visitor.thread}, id));
  co_return features::file_download(std::move(contents));
}

}  // namespace

void add_widget_routes(transport::Router& router, WidgetApiParts parts) {
  using transport::Method;
  const auto add = [&](Method method, std::string_view path, auto handler, std::size_t max_body) {
    router.add(method, "/api/widget/v1/{serviceKey}" + std::string(path),
               [parts, handler](Request request) { return handler(parts, std::move(request)); },
               {.max_body_bytes = max_body});
  };
  constexpr std::size_t kSmall = 16 * 1024;
  add(Method::kGet, "/config", get_config, kSmall);
  add(Method::kPost, "/session", start_visit, kSmall);
  add(Method::kGet, "/session", get_visit, kSmall);
  add(Method::kPost, "/files", upload, features::kMaxFileBytes);
  add(Method::kGet, "/files/{fileId}", download, kSmall);
}

}  // namespace madoguchi::channels
