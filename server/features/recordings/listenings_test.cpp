#include "features/recordings/listenings.h"

#include <gtest/gtest.h>

namespace madoguchi::features {
namespace {

constexpr base::SessionId kSession(1);
constexpr base::ContactId kCall(2);
constexpr base::Time kNow = base::from_unix_ms(1'000'000);

TEST(Listenings, the_parts_of_one_listening_are_one) {
  Listenings listenings;
  EXPECT_TRUE(listenings.is_new(kSession, kCall, true, kNow));
  listenings.note(kSession, kCall, kNow);
  EXPECT_FALSE(listenings.is_new(kSession, kCall, false, kNow));
  EXPECT_TRUE(listenings.is_new(kSession, kCall, true, kNow)) << "again from the beginning";
}

TEST(Listenings, nobody_begins_in_the_middle_unseen) {
  Listenings listenings;
  EXPECT_TRUE(listenings.is_new(kSession, kCall, false, kNow));
  listenings.note(kSession, kCall, kNow);
  EXPECT_TRUE(listenings.is_new(base::SessionId(9), kCall, false, kNow));
  EXPECT_TRUE(listenings.is_new(kSession, base::ContactId(9), false, kNow));
}

TEST(Listenings, after_a_pause_it_is_a_new_one) {
  Listenings listenings;
  listenings.note(kSession, kCall, kNow);
  const auto later = kNow + base::Minutes(50);
  EXPECT_FALSE(listenings.is_new(kSession, kCall, false, later));
  listenings.note(kSession, kCall, later);
  EXPECT_FALSE(listenings.is_new(kSession, kCall, false, kNow + base::Minutes(100)));
  EXPECT_TRUE(listenings.is_new(kSession, kCall, false, later + Listenings::kPause));
}

TEST(Listenings, too_many_are_forgotten) {
  Listenings listenings;
  listenings.note(kSession, kCall, kNow);
  for (std::int64_t n = 0; n < static_cast<std::int64_t>(Listenings::kMax); ++n) {
    listenings.note(base::SessionId(n + 10), kCall, kNow);
  }
  EXPECT_TRUE(listenings.is_new(kSession, kCall, false, kNow));
}

}  // namespace
}  // namespace madoguchi::features
