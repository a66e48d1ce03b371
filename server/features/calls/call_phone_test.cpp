#include "features/calls/call_phone.h"

#include <gtest/gtest.h>

namespace madoguchi::features {
namespace {

constexpr base::OperatorId kAki(101);

TEST(CallPhone, rings_is_answered_and_left) {
  CallPhone phone;
  EXPECT_FALSE(phone.stop_ringing());
  phone.ring(kAki, "201");
  EXPECT_EQ(phone.rings_at(), kAki);
  EXPECT_FALSE(phone.is_talking());
  EXPECT_FALSE(phone.leave("201")) << "it only rings";
  EXPECT_EQ(phone.answer("201"), kAki);
  EXPECT_TRUE(phone.is_talking());
  EXPECT_FALSE(phone.rings_at());
  EXPECT_FALSE(phone.stop_ringing()) << "it does not ring any more";
  EXPECT_TRUE(phone.is_talking());
  EXPECT_FALSE(phone.decline("201"));
  EXPECT_TRUE(phone.leave("201"));
  EXPECT_FALSE(phone.leave("201")) << "once";
}

TEST(CallPhone, what_was_told_of_another_phone_comes_too_late) {
  CallPhone phone;
  EXPECT_FALSE(phone.answer("201"));
  phone.ring(kAki, "201");
  EXPECT_TRUE(phone.stop_ringing());
  EXPECT_FALSE(phone.answer("201")) << "the ringing had been stopped";
  phone.ring(kAki, "202");
  EXPECT_FALSE(phone.answer("201"));
  EXPECT_FALSE(phone.decline("201"));
  EXPECT_EQ(phone.decline("202"), kAki);
  EXPECT_FALSE(phone.rings_at());
}

TEST(CallPhone, has_no_part_in_a_call_that_went_elsewhere) {
  CallPhone phone;
  phone.ring(kAki, "201");
  EXPECT_TRUE(phone.answer("201"));
  phone.clear();
  EXPECT_FALSE(phone.is_talking());
  EXPECT_FALSE(phone.leave("201"));
}

}  // namespace
}  // namespace madoguchi::features
