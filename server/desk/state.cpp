#include "desk/state.h"

namespace madoguchi::desk {

DeskState DeskState::over(const DeskState& below) {
  return {.services = decltype(services)(&below.services),
          .queues = decltype(queues)(&below.queues),
          .operators = decltype(operators)(&below.operators),
          .contacts = decltype(contacts)(&below.contacts),
          .threads = decltype(threads)(&below.threads),
          .waiting = decltype(waiting)(&below.waiting),
          .able = decltype(able)(&below.able),
          .due = decltype(due)(&below.due),
          .operator_due = decltype(operator_due)(&below.operator_due),
          .counts = decltype(counts)(&below.counts),
          .online = decltype(online)(&below.online),
          .first_place = below.first_place,
          .last_place = below.last_place};
}

bool is_service_online(const DeskState& state, ServiceId service) {
  const int* operators = state.online.find(service);
  return operators != nullptr && *operators > 0;
}

QueueCounts queue_counts(const DeskState& state, QueueId queue) {
  const QueueCounts* counts = state.counts.find(queue);
  return counts == nullptr ? QueueCounts{} : *counts;
}

LineCounts line_counts(const DeskState& state, LineId line) {
  return queue_counts(state, line.queue).of(line.medium);
}

}  // namespace madoguchi::desk
