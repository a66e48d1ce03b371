#pragma once

#include <map>
#include <mutex>
#include <utility>

#include "base/id.h"
#include "base/time.h"

namespace madoguchi::features {

/// Who listens to what. A player asks for many parts of one recording: that is one listening, and
/// the audit log has it once. Asking from the beginning is a new one, and so is any other part by
/// who has not asked for an hour: nobody hears a recording without an entry. Safe to call from
/// every thread.
class Listenings {
 public:
  static constexpr base::Minutes kPause{60};
  static constexpr std::size_t kMax = 10'000;

  [[nodiscard]] bool is_new(base::SessionId session, base::ContactId contact, bool is_from_start,
                            base::Time now) const;
  /// After the entry was written, and for each further part.
  void note(base::SessionId session, base::ContactId contact, base::Time now);

 private:
  using Key = std::pair<base::SessionId, base::ContactId>;

  mutable std::mutex mutex_;
  std::map<Key, base::Time> asked_at_;
};

}  // namespace madoguchi::features
