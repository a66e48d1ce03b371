#include "features/ng_words/ng_words_api.h"

#include <utility>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "base/json_reader.h"
#include "features/sign_in/request_input.h"

namespace madoguchi::features {
namespace {

using base::JsonReader;
using base::ServiceId;
using transport::Method;
using transport::Request;

constexpr std::size_t kMaxWords = 1000;
constexpr std::size_t kMaxBody = 256 * 1024;  // 1,000 words of 50 characters of up to 4 bytes

struct Parts {
  SignInService& sign_in;
  NgWordsService& words;
};

transport::Response words_response(const NgWords& words) {
  const boost::json::object json{
      {"words", boost::json::array(words.words.begin(), words.words.end())}};
  return transport::json_response(boost::json::serialize(json));
}

ResponseAwaitable get_words(Parts parts, Request request) {
  MDG_AWAIT(const Principal me, parts.sign_in.authenticate(request));
  MDG_CO_ASSIGN(const auto service, path_id<ServiceId>(request, "serviceId"));
  MDG_CO_TRY(me.may_see(service));
  co_return words_response(*parts.words.current(service));
}

ResponseAwaitable replace_words(Parts parts, Request request) {
  MDG_AWAIT(Principal me, parts.sign_in.authenticate(request));
  MDG_CO_ASSIGN(const auto service, path_id<ServiceId>(request, "serviceId"));
  MDG_CO_TRY(me.may_administer(service));
  MDG_CO_ASSIGN(JsonReader body, JsonReader::parse(request.body));
  auto words = body.string_array("words", kMaxWords, {.min = 1, .max = 50, .one_line = true});
  MDG_CO_TRY(body.finish());
  MDG_AWAIT(const auto saved, parts.words.replace(std::move(me), service, std::move(words)));
  co_return words_response(*saved);
}

}  // namespace

void add_ng_words_routes(transport::Router& router, SignInService& sign_in, NgWordsService& words) {
  constexpr const char* kPath = "/api/v1/services/{serviceId}/ng-words";
  const Parts parts{sign_in, words};
  router.add(Method::kGet, kPath, handler_of(get_words, parts));
  router.add(Method::kPut, kPath, handler_of(replace_words, parts), {.max_body_bytes = kMaxBody});
}

}  // namespace madoguchi::features
