#pragma once

#include <vector>

#include "features/operators/operator.h"

namespace madoguchi::app {

/// Passes on that an operator changed, to each who wants to know. Listeners are added before the
/// first change; then on every thread.
class OperatorNews final : public features::OperatorsListener {
 public:
  void add(features::OperatorsListener& listener) { listeners_.push_back(&listener); }
  void operator_changed(const features::OperatorForDesk& changed) override {
    for (features::OperatorsListener* listener : listeners_) listener->operator_changed(changed);
  }

 private:
  std::vector<features::OperatorsListener*> listeners_;
};

}  // namespace madoguchi::app
