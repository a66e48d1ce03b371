#include "storage/checkpointer.h"

#include <soci/soci.h>
#include <spdlog/spdlog.h>

namespace madoguchi::storage {
namespace {

void checkpoint(const SqliteDriver& driver, std::unique_ptr<soci::session>& session,
                std::string_view mode) {
  try {
    if (!session) session = driver.connect(Purpose::kCheckpoint);
    driver.checkpoint(*session, mode);
  } catch (const soci::soci_error& error) {
    // Nothing is lost by it: the WAL grows and the next checkpoint tries again.
    spdlog::warn("storage: checkpoint: {}", driver.explain(session.get(), error).error.detail);
    session.reset();
  }
}

}  // namespace

Checkpointer::Checkpointer(std::shared_ptr<const SqliteDriver> driver, base::Milliseconds idle)
    : driver_(std::move(driver)), idle_(idle), thread_([this] { run(); }) {}

void Checkpointer::stop() {
  driver_->gauge().stop();
  if (thread_.joinable()) thread_.join();
}

void Checkpointer::run() {
  std::unique_ptr<soci::session> session;
  while (driver_->gauge().wait_for_work(idle_)) checkpoint(*driver_, session, "PASSIVE");
  checkpoint(*driver_, session, "TRUNCATE");
}

}  // namespace madoguchi::storage
