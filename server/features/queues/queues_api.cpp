#include "features/queues/queues_api.h"

#include <utility>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "base/json.h"
#include "base/json_reader.h"
#include "features/sign_in/request_input.h"

namespace madoguchi::features {
namespace {

using base::JsonReader;
using base::QueueId;
using base::Seconds;
using base::ServiceId;
using transport::Method;
using transport::Request;

constexpr base::TextLimits kName{.min = 1, .max = 100, .one_line = true};
constexpr std::int64_t kShortestRing = 5;
constexpr std::int64_t kLongestRing = 120;
constexpr std::int64_t kShortestWait = 10;
constexpr std::int64_t kLongestWait = 3600;

struct Parts {
  SignInService& sign_in;
  QueuesService& queues;
};

boost::json::object queue_json(const Queue& queue) {
  return {{"id", base::json_id(queue.id)},
          {"name", queue.name},
          {"isDefault", queue.is_default},
          {"ringSeconds", queue.ring_time.count()},
          {"longestWaitSeconds", queue.longest_wait.count()}};
}

transport::Response queue_response(const Queue& queue, int status = 200) {
  return transport::json_response(boost::json::serialize(queue_json(queue)), status);
}

std::optional<Seconds> read_seconds(JsonReader& body, const char* key, std::int64_t shortest,
                                    std::int64_t longest) {
  const auto seconds = body.optional_integer(key, shortest, longest);
  return seconds ? std::optional(Seconds(*seconds)) : std::nullopt;
}

void read_times(JsonReader& body, QueuePatch& patch) {
  patch.ring_time = read_seconds(body, "ringSeconds", kShortestRing, kLongestRing);
  patch.longest_wait = read_seconds(body, "longestWaitSeconds", kShortestWait, kLongestWait);
}

ResponseAwaitable list_queues(Parts parts, Request request) {
  MDG_AWAIT(const Principal me, parts.sign_in.authenticate(request));
  MDG_CO_ASSIGN(const auto service, path_id<ServiceId>(request, "serviceId"));
  MDG_CO_TRY(me.may_see(service));
  MDG_CO_ASSIGN(const auto queues, parts.queues.list(service));
  boost::json::array rows;
  for (const Queue& queue : queues) rows.push_back(queue_json(queue));
  const boost::json::object json{{"queues", std::move(rows)}};
  co_return transport::json_response(boost::json::serialize(json));
}

ResponseAwaitable create_queue(Parts parts, Request request) {
  MDG_AWAIT(Principal me, parts.sign_in.authenticate(request));
  MDG_CO_ASSIGN(const auto service, path_id<ServiceId>(request, "serviceId"));
  MDG_CO_TRY(me.may_administer(service));
  MDG_CO_ASSIGN(JsonReader body, JsonReader::parse(request.body));
  QueuePatch wanted;
  wanted.name = body.string("name", kName);
  read_times(body, wanted);
  MDG_CO_TRY(body.finish());
  MDG_AWAIT(const Queue queue, parts.queues.create(std::move(me), service, std::move(wanted)));
  co_return queue_response(queue, 201);
}

ResponseAwaitable update_queue_settings(Parts parts, Request request) {
  MDG_AWAIT(Principal me, parts.sign_in.authenticate(request));
  MDG_CO_ASSIGN(const auto service, path_id<ServiceId>(request, "serviceId"));
  MDG_CO_ASSIGN(const auto id, path_id<QueueId>(request, "queueId"));
  MDG_CO_TRY(me.may_administer(service));
  MDG_CO_ASSIGN(JsonReader body, JsonReader::parse(request.body));
  QueuePatch patch;
  patch.name = body.optional_string("name", kName);
  read_times(body, patch);
  MDG_CO_TRY(body.finish());
  MDG_AWAIT(const Queue queue, parts.queues.update(std::move(me), service, id, std::move(patch)));
  co_return queue_response(queue);
}

}  // namespace

void add_queues_routes(transport::Router& router, SignInService& sign_in, QueuesService& queues) {
  constexpr const char* kAll = "/api/v1/services/{serviceId}/queues";
  constexpr const char* kOne = "/api/v1/services/{serviceId}/queues/{queueId}";
  const Parts parts{sign_in, queues};
  router.add(Method::kGet, kAll, handler_of(list_queues, parts));
  router.add(Method::kPost, kAll, handler_of(create_queue, parts));
  router.add(Method::kPatch, kOne, handler_of(update_queue_settings, parts));
}

}  // namespace madoguchi::features
