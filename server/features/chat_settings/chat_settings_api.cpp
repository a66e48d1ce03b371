#include "features/chat_settings/chat_settings_api.h"

#include <utility>

#include <boost/json/serialize.hpp>

#include "base/json_reader.h"
#include "features/sign_in/request_input.h"

namespace madoguchi::features {
namespace {

using base::JsonReader;
using base::ServiceId;
using transport::Method;
using transport::Request;

constexpr std::size_t kMaxBody = 256 * 1024;  // 18 texts of 1,000 characters of up to 4 bytes

struct Parts {
  SignInService& sign_in;
  ChatSettingsService& settings;
  const ServiceDirectory& directory;
};

transport::Response settings_response(const ChatSettings& settings) {
  return transport::json_response(boost::json::serialize(chat_settings_json(settings)));
}

ResponseAwaitable get_settings(Parts parts, Request request) {
  MDG_AWAIT(const Principal me, parts.sign_in.authenticate(request));
  MDG_CO_ASSIGN(const auto service, path_id<ServiceId>(request, "serviceId"));
  MDG_CO_TRY(me.may_see(service));
  const auto settings = parts.settings.current(service);
  if (!settings) co_return base::fail(base::ErrorCode::kNotFound);
  co_return settings_response(*settings);
}

ResponseAwaitable replace_settings(Parts parts, Request request) {
  MDG_AWAIT(Principal me, parts.sign_in.authenticate(request));
  MDG_CO_ASSIGN(const auto service, path_id<ServiceId>(request, "serviceId"));
  MDG_CO_TRY(me.may_administer(service));
  const auto entry = parts.directory.find(service);
  if (!entry) co_return base::fail(base::ErrorCode::kNotFound);
  MDG_CO_ASSIGN(JsonReader body, JsonReader::parse(request.body));
  ChatSettings settings = read_chat_settings(body, entry->service.language);
  MDG_CO_TRY(body.finish());
  MDG_AWAIT(const ChatSettings saved,
            parts.settings.replace(std::move(me), service, std::move(settings)));
  co_return settings_response(saved);
}

}  // namespace

void add_chat_settings_routes(transport::Router& router, SignInService& sign_in,
                              ChatSettingsService& settings, const ServiceDirectory& directory) {
  constexpr const char* kPath = "/api/v1/services/{serviceId}/chat-settings";
  const Parts parts{sign_in, settings, directory};
  router.add(Method::kGet, kPath, handler_of(get_settings, parts));
  router.add(Method::kPut, kPath, handler_of(replace_settings, parts),
             {.max_body_bytes = kMaxBody});
}

}  // namespace madoguchi::features
