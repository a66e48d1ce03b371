#pragma once

#include <optional>
#include <string>
#include <unordered_map>

#include "base/id.h"

namespace madoguchi::features {

/// Which operators have a registered desk phone. Desk's thread.
class PhonesOnline {
 public:
  /// Who has lost their phone by that, and who has one now; zero: nobody.
  struct Change {
    base::OperatorId gone;
    base::OperatorId come;
  };
  /// `owner`: whose phones of the extension are registered; zero: none are.
  [[nodiscard]] Change set(const std::string& extension, base::OperatorId owner);
  [[nodiscard]] std::optional<std::string> extension_of(base::OperatorId who) const;

 private:
  std::unordered_map<std::string, base::OperatorId> owners_;
  std::unordered_map<base::OperatorId, std::string> extensions_;
};

}  // namespace madoguchi::features
