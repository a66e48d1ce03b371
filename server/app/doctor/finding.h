#pragma once

#include <string>
#include <utility>
#include <vector>

namespace madoguchi::app::doctor {

enum class Verdict { kOk, kWarning, kError };

/// What one look has shown. Texts are English sentences for the person who runs the machine.
struct Finding {
  Verdict verdict = Verdict::kOk;
  std::string text;
  std::string advice;  ///< what to do about it; empty when it is well
};
using Findings = std::vector<Finding>;

[[nodiscard]] inline Finding well(std::string text) { return {Verdict::kOk, std::move(text), {}}; }
[[nodiscard]] inline Finding warning(std::string text, std::string advice) {
  return {Verdict::kWarning, std::move(text), std::move(advice)};
}
[[nodiscard]] inline Finding fault(std::string text, std::string advice) {
  return {Verdict::kError, std::move(text), std::move(advice)};
}

}  // namespace madoguchi::app::doctor
