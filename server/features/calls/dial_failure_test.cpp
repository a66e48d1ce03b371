#include "features/calls/dial_failure.h"

#include <gtest/gtest.h>

#include "desk/names.h"

namespace madoguchi::features {
namespace {

TEST(DialFailure, has_a_reason_that_people_understand) {
  struct Case {
    std::uint16_t status;
    bool has_rung;
    std::string_view reason;
  };
  for (const auto& [status, has_rung, reason] : {Case{486, true, "busy"},
                                                 {600, false, "busy"},
                                                 {480, true, "noAnswer"},
                                                 {487, true, "noAnswer"},
                                                 {408, true, "noAnswer"},
                                                 {408, false, "trunkDown"},
                                                 {603, true, "rejected"},
                                                 {607, false, "rejected"},
                                                 {404, false, "unknownNumber"},
                                                 {410, false, "unknownNumber"},
                                                 {484, false, "unknownNumber"},
                                                 {604, false, "unknownNumber"},
                                                 {403, false, "trunkDown"},
                                                 {488, true, "trunkDown"},
                                                 {503, false, "trunkDown"},
                                                 {0, false, "trunkDown"}}) {
    EXPECT_EQ(desk::name_of(dial_failure(status, has_rung)), reason) << status;
  }
}

}  // namespace
}  // namespace madoguchi::features
