#include "desk/draft.h"

#include <set>

#include "desk/call_effects.h"

namespace madoguchi::desk {
namespace {

std::set<QueueId> moved_queues(const DeskState& layer) {
  std::set<QueueId> queues;
  for (const WaitingKey& key : layer.waiting.added()) queues.insert(key.line.queue);
  for (const WaitingKey& key : layer.waiting.removed()) queues.insert(key.line.queue);
  return queues;
}

}  // namespace

void Draft::emit(Event event) {
  desk::apply(layer_, event);
  decision_.events.push_back(std::move(event));
}

Decision Draft::finish() && {
  for (const QueueId queue : moved_queues(layer_)) send(QueueMoved{queue});
  send_call_effects(*this);
  layer_.online.for_each_own([&](ServiceId service, int) {
    const bool is_online = is_service_online(layer_, service);
    if (is_online != is_service_online(base_, service)) {
      send(ServiceOnlineChanged{service, is_online});
    }
  });
  return std::move(decision_);
}

}  // namespace madoguchi::desk
