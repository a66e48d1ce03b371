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

/// A queue that has another name by now must not cost the callers: the default one takes them.
const Queue& queue_of(const ServiceEntry& service, const CallRoute& route) {
  const auto found = std::ranges::find_if(service.queues, [&](const Queue& queue) {
    return route.queue_id ? queue.id == *route.queue_id : queue.name == route.queue;
  });
  return found == service.queues.end() ? service.queues.front() : *found;
}

}  // namespace

std::optional<CallTarget> find_target(const ServiceDirectory& directory,
                                      const std::vector<CallRoute>& routes,
                                      const std::string& number) {
  auto route = std::ranges::find_if(
      routes, [&](const CallRoute& each) { return is_same_number(each.number, number); });
  if (route == routes.end()) route = std::ranges::find(routes, "*", &CallRoute::number);
  if (route == routes.end()) return std::nullopt;
  const auto entry = route->service_id ? directory.find(*route->service_id)
                                       : directory.find_by_key(route->service_key);
  if (!entry) return std::nullopt;
  return CallTarget{entry->service.id, queue_of(*entry, *route).id};
}

}  // namespace madoguchi::features
