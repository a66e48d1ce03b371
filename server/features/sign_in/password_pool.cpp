#include "features/sign_in/password_pool.h"

#include <sys/resource.h>

#include "base/run_on_pool.h"

namespace madoguchi::features {
namespace {

constexpr int kNiceness = 10;

/// On Linux "this process" is the calling thread.
void lower_own_priority() {
  static thread_local const int done = setpriority(PRIO_PROCESS, 0, kNiceness);
  (void)done;
}

}  // namespace

PasswordPool::PasswordPool(PasswordPoolOptions options)
    : cost_(options.cost),
      unmatchable_(base::unmatchable_hash(options.cost)),
      threads_(options.threads, static_cast<std::size_t>(options.max_queued)) {}

boost::asio::awaitable<base::Result<std::string>> PasswordPool::hash(std::string password) {
  auto work = [this, password = std::move(password)] {
    lower_own_priority();
    return base::hash_password(password, cost_);
  };
  co_return co_await base::run_on_pool(threads_, std::move(work));
}

boost::asio::awaitable<base::Result<bool>> PasswordPool::matches(std::string hash,
                                                                 std::string password) {
  hash = compared_hash(std::move(hash));
  auto work = [hash = std::move(hash), password = std::move(password)]() -> base::Result<bool> {
    lower_own_priority();
    return base::password_matches(hash, password);
  };
  co_return co_await base::run_on_pool(threads_, std::move(work));
}

std::string PasswordPool::compared_hash(std::string hash) const {
  return hash.empty() ? unmatchable_ : std::move(hash);
}

base::Result<std::string> PasswordPool::hash_now(std::string_view password) const {
  return base::hash_password(password, cost_);
}

bool PasswordPool::needs_new_hash(const std::string& hash) const {
  return base::needs_new_hash(hash, cost_);
}

}  // namespace madoguchi::features
