#pragma once

#include <optional>

#include "base/id.h"
#include "base/text.h"

namespace madoguchi::features {

/// Why an operator is at work other than answering: training, meeting, report. [S1]
struct WorkReason {
  base::WorkReasonId id;
  base::Text3 name;
};

struct WorkReasonInput {
  std::optional<base::WorkReasonId> id;  ///< nothing: a new one
  base::Text3 name;
};

}  // namespace madoguchi::features
