#include "features/sign_in/principal_cache.h"

#include <utility>

namespace madoguchi::features {

std::uint64_t PrincipalCache::generation() const {
  const std::lock_guard lock(mutex_);
  return generation_;
}

void PrincipalCache::keep(const std::string& token_hash, Known known, std::uint64_t generation) {
  const std::lock_guard lock(mutex_);
  if (generation != generation_ || by_hash_.contains(token_hash)) return;
  if (entries_.size() >= max_entries_) erase(std::prev(entries_.end()));
  const base::SessionId session = known.session.id;
  entries_.push_front({token_hash, std::move(known)});
  by_hash_.emplace(token_hash, entries_.begin());
  by_session_.emplace(session, entries_.begin());
}

std::optional<PrincipalCache::Known> PrincipalCache::find(const std::string& token_hash) {
  const std::lock_guard lock(mutex_);
  const auto found = by_hash_.find(token_hash);
  if (found == by_hash_.end()) return {};
  entries_.splice(entries_.begin(), entries_, found->second);
  return found->second->known;
}

std::optional<PrincipalCache::Known> PrincipalCache::find(base::SessionId session) const {
  const std::lock_guard lock(mutex_);
  const auto found = by_session_.find(session);
  if (found == by_session_.end()) return {};
  return found->second->known;
}

bool PrincipalCache::see(base::SessionId session, base::Time now) {
  const std::lock_guard lock(mutex_);
  const auto found = by_session_.find(session);
  if (found == by_session_.end()) return false;
  Known& known = found->second->known;
  known.session.last_seen_at = std::max(known.session.last_seen_at, now);
  if (now < known.written_seen_at + kLastSeenStep) return false;
  known.written_seen_at = now;
  return true;
}

void PrincipalCache::forget_session(base::SessionId session) {
  const std::lock_guard lock(mutex_);
  ++generation_;
  const auto found = by_session_.find(session);
  if (found != by_session_.end()) erase(found->second);
}

void PrincipalCache::forget_operator(base::OperatorId id) {
  const std::lock_guard lock(mutex_);
  ++generation_;
  for (auto entry = entries_.begin(); entry != entries_.end();) {
    const auto current = entry++;
    if (current->known.session.operator_id == id) erase(current);
  }
}

void PrincipalCache::forget_all() {
  const std::lock_guard lock(mutex_);
  ++generation_;
  entries_.clear();
  by_hash_.clear();
  by_session_.clear();
}

std::size_t PrincipalCache::size() const {
  const std::lock_guard lock(mutex_);
  return entries_.size();
}

void PrincipalCache::erase(Entries::iterator entry) {
  by_session_.erase(entry->known.session.id);
  by_hash_.erase(entry->token_hash);
  entries_.erase(entry);
}

}  // namespace madoguchi::features
