#include "desk/state.h"

namespace madoguchi::desk {

DeskState DeskState::over(const DeskState& below) {
  DeskState layer;
  layer.services = decltype(services)::over(below.services);
  layer.queues = decltype(queues)::over(below.queues);
  layer.operators = decltype(operators)::over(below.operators);
  layer.contacts = decltype(contacts)::over(below.contacts);
  layer.threads = decltype(threads)::over(below.threads);
  layer.waiting = decltype(waiting)::over(below.waiting);
  layer.able = decltype(able)::over(below.able);
  layer.due = decltype(due)::over(below.due);
  layer.counts = decltype(counts)::over(below.counts);
  layer.online = decltype(online)::over(below.online);
  layer.first_place = below.first_place;
  layer.last_place = below.last_place;
  return layer;
}

bool is_service_online(const DeskState& state, ServiceId service) {
  const int* operators = state.online.find(service);
  return operators != nullptr && *operators > 0;
}

QueueCounts queue_counts(const DeskState& state, QueueId queue) {
  const QueueCounts* counts = state.counts.find(queue);
  return counts == nullptr ? QueueCounts{} : *counts;
}

}  // namespace madoguchi::desk
