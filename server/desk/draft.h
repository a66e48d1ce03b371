#pragma once

#include <utility>
#include <vector>

#include "desk/decide.h"

namespace madoguchi::desk {

/// A decision in the making: the state as it will be, and what leads there. Each event is applied
/// to a layer over the real state, so a rule that comes later sees it. A pointer from state() is
/// out of date after the next emit(): look it up again.
class Draft {
 public:
  Draft(const DeskState& base, Time now) : base_(base), layer_(DeskState::over(base)), now_(now) {}
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;

  [[nodiscard]] Time now() const { return now_; }
  [[nodiscard]] const DeskState& state() const { return layer_; }
  /// As it was before the command.
  [[nodiscard]] const DeskState& base() const { return base_; }

  void emit(Event event);
  void send(const Effect& effect) { decision_.effects.push_back(effect); }

  /// A line to settle although neither a contact nor an operator is new in it.
  void reconsider(LineId line) { reconsidered_.push_back(line); }
  [[nodiscard]] const std::vector<LineId>& reconsidered() const { return reconsidered_; }

  /// Adds the effects that follow from the difference of the states.
  [[nodiscard]] Decision finish() &&;

 private:
  static constexpr std::size_t kUsualEvents = 6;  ///< a new chat that is assigned at once

  const DeskState& base_;
  DeskState layer_;
  const Time now_;
  Decision decision_;
  std::vector<LineId> reconsidered_;
};

}  // namespace madoguchi::desk
