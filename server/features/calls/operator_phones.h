#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "base/id.h"

namespace madoguchi::features {

/// Whose desk phones the phones of an extension are. Every thread; must not wait.
class OperatorPhones {
 public:
  virtual ~OperatorPhones() = default;
  /// Nothing: the extension has no desk phone any more.
  [[nodiscard]] virtual std::optional<base::OperatorId> owner_of(
      const std::string& extension) const = 0;
  /// So many phones of the extension are registered from now on.
  virtual void set_registered(const std::string& extension, std::size_t count) = 0;
};

}  // namespace madoguchi::features
