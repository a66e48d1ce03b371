#pragma once

#include <memory>
#include <thread>

#include "storage/sqlite_driver.h"

namespace madoguchi::storage {

/// The thread that copies SQLite's WAL into the database file, so that commits do not wait for it.
class Checkpointer {
 public:
  Checkpointer(std::shared_ptr<const SqliteDriver> driver, base::Milliseconds idle);
  ~Checkpointer() { stop(); }
  Checkpointer(const Checkpointer&) = delete;
  Checkpointer& operator=(const Checkpointer&) = delete;

  /// Empties the WAL a last time; the writer and the readers must rest.
  void stop();

 private:
  void run();

  std::shared_ptr<const SqliteDriver> driver_;
  const base::Milliseconds idle_;
  std::thread thread_;
};

}  // namespace madoguchi::storage
