#include "features/calls/phones_online.h"

#include <gtest/gtest.h>

namespace madoguchi::features {
namespace {

constexpr base::OperatorId kAki(101);
constexpr base::OperatorId kBen(102);
constexpr base::OperatorId kNobody;

TEST(PhonesOnline, come_and_go) {
  PhonesOnline phones;
  EXPECT_EQ(phones.set("201", kAki).come, kAki);
  EXPECT_EQ(phones.extension_of(kAki), "201");
  EXPECT_FALSE(phones.set("201", kAki).come) << "it was there";
  const auto change = phones.set("201", kNobody);
  EXPECT_EQ(change.gone, kAki);
  EXPECT_FALSE(change.come);
  EXPECT_FALSE(phones.extension_of(kAki));
  EXPECT_FALSE(phones.set("201", kNobody).gone) << "it was gone";
}

TEST(PhonesOnline, an_extension_that_moves_takes_its_phones_along) {
  PhonesOnline phones;
  (void)phones.set("201", kAki);
  const auto change = phones.set("201", kBen);
  EXPECT_EQ(change.gone, kAki);
  EXPECT_EQ(change.come, kBen);
  EXPECT_FALSE(phones.extension_of(kAki));
  EXPECT_EQ(phones.extension_of(kBen), "201");
}

TEST(PhonesOnline, an_operator_counts_once_while_the_extension_changes) {
  PhonesOnline phones;
  (void)phones.set("201", kAki);
  const auto change = phones.set("205", kAki);
  EXPECT_FALSE(change.gone);
  EXPECT_FALSE(change.come);
  EXPECT_EQ(phones.extension_of(kAki), "205");
  EXPECT_FALSE(phones.set("201", kNobody).gone) << "that of the old extension goes later";
  EXPECT_EQ(phones.set("205", kNobody).gone, kAki);
}

}  // namespace
}  // namespace madoguchi::features
