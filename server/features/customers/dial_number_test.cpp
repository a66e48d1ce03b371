#include "features/customers/dial_number.h"

#include <gtest/gtest.h>

namespace madoguchi::features {
namespace {

TEST(DialNumber, is_read_however_it_is_written) {
  struct Case {
    const char* text;
    const char* number;
  };
  for (const auto& [text, number] : {Case{"09011112222", "09011112222"},
                                     {"090-1111-2222", "09011112222"},
                                     {"０９０－１１１１－２２２２", "09011112222"},
                                     {"090ー1111ー2222", "09011112222"},
                                     {"+81 90 1111 2222", "09011112222"},
                                     {"+81 (0)90-1111-2222", "09011112222"},
                                     {"(03) 1234.5678", "0312345678"},
                                     {"0120\u2212000\u2013000", "0120000000"}}) {
    const auto read = read_dial_number(text, "to");
    ASSERT_TRUE(read) << text;
    EXPECT_EQ(*read, number) << text;
  }
}

/// The first words of what was expected.
std::string refusal(const char* text) {
  const auto read = read_dial_number(text, "to");
  if (read) return "";
  EXPECT_EQ(read.error().code, base::ErrorCode::kInvalidInput) << text;
  EXPECT_EQ(read.error().field, "to") << text;
  return read.error().expected.substr(0, 12);
}

TEST(DialNumber, is_no_emergency_number) {
  for (const char* text : {"110", "118", "119", "１１０", "1-1-0", "184110", "186 119"}) {
    EXPECT_EQ(refusal(text), "no emergency") << text;
  }
}

TEST(DialNumber, is_in_japan_and_costs_what_calls_cost) {
  for (const char* text : {"+1 212 555 0100", "010 1 212 555 0100", "0081 90 1111 2222"}) {
    EXPECT_EQ(refusal(text), "no number ab") << text;
  }
  EXPECT_EQ(refusal("0990-500-000"), "no premium-r");
}

TEST(DialNumber, is_a_number) {
  for (const char* text : {"", "abc", "12345", "117", "9011112222", "090111122223", "090-1111-222a",
                           "0901111\r\n2222", "*09011112222", "18409011112222", "+81", "+"}) {
    EXPECT_NE(refusal(text), "") << text;
  }
}

}  // namespace
}  // namespace madoguchi::features
