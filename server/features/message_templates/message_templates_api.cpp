#include "features/message_templates/message_templates_api.h"

#include <limits>
#include <utility>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "base/json.h"
#include "base/json_reader.h"
#include "features/sign_in/request_input.h"

namespace madoguchi::features {
namespace {

using base::JsonReader;
using base::MessageTemplateId;
using base::ServiceId;
using transport::Method;
using transport::Request;

constexpr std::size_t kMaxTemplates = 300;
// 300 of 2,080 characters of up to 4 bytes, and what stands around them.
constexpr std::size_t kMaxBody = 3 * 1024 * 1024;

struct Parts {
  SignInService& sign_in;
  MessageTemplatesService& templates;
};

boost::json::object template_json(const MessageTemplate& one) {
  return {
      {"id", base::json_id(one.id)}, {"group", one.group}, {"name", one.name}, {"text", one.text}};
}

transport::Response list_response(const MessageTemplateList& list) {
  boost::json::array rows;
  for (const MessageTemplate& one : list.templates) rows.push_back(template_json(one));
  const boost::json::object json{{"version", list.version}, {"messageTemplates", std::move(rows)}};
  return transport::json_response(boost::json::serialize(json));
}

MessageTemplate read_template(JsonReader& item) {
  MessageTemplate one;
  one.id = item.nullable_id<MessageTemplateId>("id").value_or(MessageTemplateId{});
  one.group = item.string("group", {.max = 30, .one_line = true});
  one.name = item.string("name", {.min = 1, .max = 50, .one_line = true});
  one.text = item.string("text", {.min = 1, .max = 2000});
  return one;
}

MessageTemplateList read_list(JsonReader& body) {
  MessageTemplateList list;
  list.version = body.integer("version", 0, std::numeric_limits<std::int64_t>::max());
  for (JsonReader& item : body.object_array("messageTemplates", kMaxTemplates)) {
    list.templates.push_back(read_template(item));
  }
  return list;
}

ResponseAwaitable get_templates(Parts parts, Request request) {
  MDG_AWAIT(const Principal me, parts.sign_in.authenticate(request));
  MDG_CO_ASSIGN(const auto service, path_id<ServiceId>(request, "serviceId"));
  MDG_CO_TRY(me.may_see(service));
  MDG_AWAIT(const auto list, parts.templates.list(service));
  co_return list_response(list);
}

ResponseAwaitable replace_templates(Parts parts, Request request) {
  MDG_AWAIT(Principal me, parts.sign_in.authenticate(request));
  MDG_CO_ASSIGN(const auto service, path_id<ServiceId>(request, "serviceId"));
  MDG_CO_TRY(me.may_administer(service));
  MDG_CO_ASSIGN(JsonReader body, JsonReader::parse(request.body));
  auto list = read_list(body);
  MDG_CO_TRY(body.finish());
  MDG_AWAIT(const auto saved, parts.templates.replace(std::move(me), service, std::move(list)));
  co_return list_response(saved);
}

}  // namespace

void add_message_templates_routes(transport::Router& router, SignInService& sign_in,
                                  MessageTemplatesService& templates) {
  constexpr const char* kPath = "/api/v1/services/{serviceId}/message-templates";
  const Parts parts{sign_in, templates};
  router.add(Method::kGet, kPath, handler_of(get_templates, parts));
  router.add(Method::kPut, kPath, handler_of(replace_templates, parts),
             {.max_body_bytes = kMaxBody});
}

}  // namespace madoguchi::features
