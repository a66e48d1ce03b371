#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "features/sign_in/principal.h"
#include "features/sign_in/session.h"

namespace madoguchi::features {

/// Who a session is, remembered by the hash of its token, so that a request needs no database. What
/// changes a session, an operator or rights forgets it here after its commit. Safe to call from
/// every thread; bounded, the least recently used goes.
class PrincipalCache {
 public:
  explicit PrincipalCache(std::size_t max_entries = 10'000) : max_entries_(max_entries) {}

  struct Known {
    Session session;
    std::shared_ptr<const Principal> principal;
    base::Time written_seen_at;  ///< last_seen_at as the database has it
  };

  /// Ask before reading the database; keep() drops what was read before something was forgotten.
  [[nodiscard]] std::uint64_t generation() const;
  void keep(const std::string& token_hash, Known known, std::uint64_t generation);

  /// Nothing when unknown.
  [[nodiscard]] std::optional<Known> find(const std::string& token_hash);
  [[nodiscard]] std::optional<Known> find(base::SessionId session) const;
  /// Notes a visit; true for one caller a minute: that one writes last_seen_at.
  [[nodiscard]] bool see(base::SessionId session, base::Time now);

  void forget_session(base::SessionId session);
  void forget_operator(base::OperatorId id);
  void forget_all();
  [[nodiscard]] std::size_t size() const;

 private:
  struct Entry {
    std::string token_hash;
    Known known;
  };
  using Entries = std::list<Entry>;

  void erase(Entries::iterator entry);

  const std::size_t max_entries_;
  mutable std::mutex mutex_;
  std::uint64_t generation_ = 0;
  Entries entries_;  ///< the most recently used first
  std::unordered_map<std::string, Entries::iterator> by_hash_;
  std::unordered_map<base::SessionId, Entries::iterator> by_session_;
};

}  // namespace madoguchi::features
