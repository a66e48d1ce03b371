#pragma once

#include <string>
#include <vector>

#include "voice/sip/trunk_states.h"

namespace madoguchi::voice {

/// Who may call, by their addresses; and those who no longer may, while calls of theirs run. SIP
/// thread.
class TrunkBook {
 public:
  explicit TrunkBook(TrunkStates& states) : states_(states) {}

  void replace(std::vector<Trunk> trunks);
  [[nodiscard]] const std::vector<Trunk>& all() const { return trunks_; }
  /// Null: a stranger. Valid until the next replace().
  [[nodiscard]] const Trunk* at(const NetAddress& source) const;
  [[nodiscard]] const Trunk* named(const std::string& name) const;
  /// A trunk that was removed, or is at another address now, of whose calls some go on: it is heard
  /// within their dialogs.
  [[nodiscard]] bool is_leaving(const NetAddress& source);

 private:
  struct Leaving {
    std::vector<NetAddress> hosts;
    TrunkCalls calls;
  };

  TrunkStates& states_;
  std::vector<Trunk> trunks_;
  std::vector<Leaving> leaving_;
};

}  // namespace madoguchi::voice
