#pragma once

#include <random>

#include "desk/command.h"
#include "desk/state.h"

namespace madoguchi::desk {

/// Makes commands that often collide: few operators, queues and threads, ids that are sometimes
/// gone or of the other service.
class Chance {
 public:
  Chance(std::uint64_t seed, const DeskState& state) : random_(seed), state_(state) {}

  int below(int limit) { return static_cast<int>(random_() % static_cast<unsigned>(limit)); }
  bool one_in(int chances) { return below(chances) == 0; }

  Command command(Time now);
  base::Milliseconds pause();

 private:
  OperatorId an_operator() { return OperatorId(101 + below(5)); }
  QueueId a_queue() { return QueueId(11 + below(4)); }
  ServiceId service_of(QueueId queue) { return ServiceId(queue.value() < 14 ? 1 : 2); }
  ThreadId a_thread(ServiceId service) { return ThreadId(service.value() * 100 + below(6)); }
  ContactId a_contact();
  ContactId a_call();
  ServiceId service_of(ContactId id);
  ThreadId thread_of(ContactId id);
  OperatorId who_has(ContactId id);
  NewMessage a_message();
  OperatorProfile a_profile();
  ServiceSettings settings();

  Command by_admin();
  Command by_operator_about_self();
  Command by_customer();
  Command by_caller();
  Command by_operator(Time now);
  Command by_operator_about_call();

  std::mt19937_64 random_;
  const DeskState& state_;
  std::int64_t next_contact_ = 0;
};

}  // namespace madoguchi::desk
