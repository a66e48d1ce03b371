#include "features/calls/call_phone.h"

#include <utility>

namespace madoguchi::features {

void CallPhone::ring(base::OperatorId who, std::string extension) {
  stage_ = Stage::kRings;
  who_ = who;
  extension_ = std::move(extension);
}

bool CallPhone::stop_ringing() {
  if (stage_ != Stage::kRings) return false;
  clear();
  return true;
}

std::optional<base::OperatorId> CallPhone::answer(const std::string& extension) {
  if (!is(Stage::kRings, extension)) return std::nullopt;
  stage_ = Stage::kTalks;
  return who_;
}

std::optional<base::OperatorId> CallPhone::decline(const std::string& extension) {
  if (!is(Stage::kRings, extension)) return std::nullopt;
  const base::OperatorId who = who_;
  clear();
  return who;
}

bool CallPhone::leave(const std::string& extension) {
  if (!is(Stage::kTalks, extension)) return false;
  clear();
  return true;
}

base::OperatorId CallPhone::rings_at() const {
  return stage_ == Stage::kRings ? who_ : base::OperatorId{};
}

}  // namespace madoguchi::features
