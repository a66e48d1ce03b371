#pragma once

#include <memory>
#include <thread>
#include <vector>

#include "storage/session.h"
#include "storage/work_queue.h"

namespace madoguchi::storage {

/// The threads that read, each with a connection of its own; every piece of work sees one snapshot.
class Readers {
 public:
  Readers(std::vector<std::unique_ptr<Session>> sessions, int max_queued,
          std::function<void()> on_start);
  ~Readers() { stop(); }
  Readers(const Readers&) = delete;
  Readers& operator=(const Readers&) = delete;

  void submit(Command command);
  /// Refuses new work, finishes what was accepted.
  void stop();

 private:
  void run(Session& session);

  std::vector<std::unique_ptr<Session>> sessions_;
  WorkQueue queue_;
  std::vector<std::thread> threads_;
};

}  // namespace madoguchi::storage
