#pragma once

#include <optional>

#include "base/id.h"

namespace madoguchi::features {

/// Who sends or asks for a file: an operator of the service, or a visitor, who gets at nothing
/// beyond the own thread.
struct FileUser {
  std::optional<base::OperatorId> sender;
  std::optional<base::VisitorId> visitor;
  std::optional<base::ThreadId> thread;  ///< of the visitor
};

}  // namespace madoguchi::features
