#pragma once

#include <optional>
#include <string>

#include "base/id.h"

namespace madoguchi::features {

/// What an operator's desk phones do in one call: ring, or one of them is the operator's side.
/// What the telephone tells is worth something only while it fits, for the desk may have decided
/// otherwise meanwhile. Desk's thread.
class CallPhone {
 public:
  void ring(base::OperatorId who, std::string extension);
  /// False: none rings.
  bool stop_ringing();

  // What the telephone tells of the phones of an extension; nothing, or false, when it comes too
  // late: the operator at whom the call rings.
  [[nodiscard]] std::optional<base::OperatorId> answer(const std::string& extension);
  [[nodiscard]] std::optional<base::OperatorId> decline(const std::string& extension);
  [[nodiscard]] bool leave(const std::string& extension);

  /// Something else is the operator's side, or nothing.
  void clear() { *this = {}; }

  [[nodiscard]] bool is_talking() const { return stage_ == Stage::kTalks; }
  /// At whom it rings; zero: at nobody.
  [[nodiscard]] base::OperatorId rings_at() const;

 private:
  enum class Stage { kNone, kRings, kTalks };
  [[nodiscard]] bool is(Stage stage, const std::string& extension) const {
    return stage_ == stage && extension_ == extension;
  }

  Stage stage_ = Stage::kNone;
  base::OperatorId who_;
  std::string extension_;
};

}  // namespace madoguchi::features
