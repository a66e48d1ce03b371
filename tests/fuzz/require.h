#pragma once

#include <cstdlib>

namespace madoguchi::fuzz {

/// Ends the process when a promise of the code under test is broken: that is what a fuzzer reports.
inline void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace madoguchi::fuzz
