#pragma once

#include <string>

#include "voice/trunk.h"

namespace madoguchi::voice {

class TrunkListener {
 public:
  virtual ~TrunkListener() = default;
  /// Each time that a trunk answered, or did not. SIP thread.
  virtual void on_answer(const std::string& trunk, TrunkAnswer answer) = 0;
};

}  // namespace madoguchi::voice
