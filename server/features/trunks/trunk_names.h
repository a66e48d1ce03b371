#pragma once

#include <string>
#include <vector>

namespace madoguchi::features {

class TrunkNamesListener {
 public:
  virtual ~TrunkNamesListener() = default;
  /// These are all trunks from now on, those of the configuration first. On any thread, in the
  /// order of the commits.
  virtual void trunks_changed(std::vector<std::string> names) = 0;
};

}  // namespace madoguchi::features
