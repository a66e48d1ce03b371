#include "features/recordings/listenings.h"

namespace madoguchi::features {

bool Listenings::is_new(base::SessionId session, base::ContactId contact, bool is_from_start,
                        base::Time now) const {
  if (is_from_start) return true;
  const std::lock_guard lock(mutex_);
  const auto found = asked_at_.find({session, contact});
  return found == asked_at_.end() || now - found->second >= kPause;
}

/// With too many, those who pause are forgotten; if that is not enough, all: more entries, never
/// fewer.
void Listenings::note(base::SessionId session, base::ContactId contact, base::Time now) {
  const std::lock_guard lock(mutex_);
  if (asked_at_.size() >= kMax) {
    std::erase_if(asked_at_, [&](const auto& each) { return now - each.second >= kPause; });
  }
  if (asked_at_.size() >= kMax) asked_at_.clear();
  asked_at_.insert_or_assign({session, contact}, now);
}

}  // namespace madoguchi::features
