#pragma once

#include <filesystem>

#include "app/doctor/finding.h"

namespace madoguchi::app::doctor {

struct DataFolder {
  Findings findings;
  /// Files may be opened there: by somebody else than their owner they would get a second one, whom
  /// the program could not do without afterwards.
  bool may_open = false;
};

/// Whether it can be written, who else may read it, how much room there is, how fast its disk
/// syncs.
[[nodiscard]] DataFolder look_at_data(const std::filesystem::path& folder);

/// What so many free bytes mean.
[[nodiscard]] Finding judge_room(std::uintmax_t free_bytes);

}  // namespace madoguchi::app::doctor
