#pragma once

#include <string>

#include <boost/asio/awaitable.hpp>

#include "base/result.h"
#include "base/secret.h"
#include "base/worker_pool.h"

namespace madoguchi::features {

struct PasswordPoolOptions {
  int threads = 1;
  int max_queued = 64;  ///< beyond it a request gets kTryLater
  base::PasswordCost cost;
};

/// Some low-priority threads that do the argon2id work, so that sign-ins never hold up a chat. Safe
/// to call from every thread; results come back on the caller's executor.
class PasswordPool {
 public:
  explicit PasswordPool(PasswordPoolOptions options = {});

  [[nodiscard]] boost::asio::awaitable<base::Result<std::string>> hash(std::string password);
  /// An empty hash (nobody of that name, no password yet) takes as long as a real one and is false.
  [[nodiscard]] boost::asio::awaitable<base::Result<bool>> matches(std::string hash,
                                                                   std::string password);
  /// Blocking form for start-up and tests.
  [[nodiscard]] base::Result<std::string> hash_now(std::string_view password) const;
  [[nodiscard]] bool needs_new_hash(const std::string& hash) const;
  /// What matches() compares with: `hash`, or in place of an empty one a hash of the same cost that
  /// no password has.
  [[nodiscard]] std::string compared_hash(std::string hash) const;
  /// Finishes what was accepted; what comes later gets kTryLater.
  void stop() { threads_.stop(); }

 private:
  const base::PasswordCost cost_;
  const std::string unmatchable_;
  base::WorkerPool threads_;  ///< last: it ends first, after what was accepted
};

}  // namespace madoguchi::features
