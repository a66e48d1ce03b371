#include "features/calls/call_routes.h"

#include <algorithm>

#include "features/customers/phone_key.h"

namespace madoguchi::features {
namespace {

bool is_same_number(const std::string& a, const std::string& b) {
  if (a == b) return true;
  const std::string key = phone_key(a);
  return !key.empty() && key == phone_key(b);
}

}  // namespace

std::optional<CallTarget> find_target(const ServiceDirectory& directory,
                                      const std::vector<CallRoute>& routes,
                                      const std::string& number) {
  auto route = std::ranges::find_if(
      routes, [&](const CallRoute& each) { return is_same_number(each.number, number); });
  if (route == routes.end()) route = std::ranges::find(routes, "*", &CallRoute::number);
  if (route == routes.end()) return std::nullopt;
  const auto entry = directory.find_by_key(route->service_key);
  if (!entry) return std::nullopt;
  // A queue that has another name by now must not cost the callers: the default one takes them.
  auto queue = std::ranges::find(entry->queues, route->queue, &Queue::name);
  if (queue == entry->queues.end()) queue = entry->queues.begin();
  return CallTarget{entry->service.id, queue->id};
}

}  // namespace madoguchi::features
