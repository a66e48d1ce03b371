#include "storage/wal_gauge.h"

#include <thread>

#include <gtest/gtest.h>

namespace madoguchi::storage {
namespace {

constexpr base::Milliseconds kShort{1};
constexpr base::Milliseconds kLong{3'600'000};

TEST(WalGauge, EnoughPagesWakeAtOnce) {
  WalGauge gauge(10);
  gauge.committed(10);
  EXPECT_TRUE(gauge.wait_for_work(kLong));
}

TEST(WalGauge, FewPagesWakeWhenNothingMoreComes) {
  WalGauge gauge(10);
  gauge.committed(1);
  EXPECT_TRUE(gauge.wait_for_work(kShort));
}

TEST(WalGauge, StopEndsTheWait) {
  WalGauge gauge(10);
  std::thread stopping([&] { gauge.stop(); });
  EXPECT_FALSE(gauge.wait_for_work(kLong));
  stopping.join();
  gauge.committed(100);
  EXPECT_FALSE(gauge.wait_for_work(kLong));
}

TEST(WalGauge, WhatCouldNotBeCopiedIsTriedAgainAfterAsMuchMore) {
  WalGauge gauge(10);
  gauge.committed(12);
  ASSERT_TRUE(gauge.wait_for_work(kLong));
  gauge.copied(3);
  gauge.committed(21);
  std::thread writing([&] { gauge.committed(22); });
  EXPECT_TRUE(gauge.wait_for_work(kLong));
  writing.join();
  EXPECT_EQ(gauge.pages(), 22);
}

TEST(WalGauge, WhatIsCopiedWholeIsNotTriedAgain) {
  WalGauge gauge(10);
  gauge.committed(10);
  ASSERT_TRUE(gauge.wait_for_work(kLong));
  gauge.committed(30);
  gauge.copied(30);
  EXPECT_FALSE(gauge.can_copy());
  std::thread stopping([&] { gauge.stop(); });
  EXPECT_FALSE(gauge.wait_for_work(kLong));
  stopping.join();
}

TEST(WalGauge, ACommitThatWasCopiedBeforeItWasReportedIsNotTriedAgain) {
  WalGauge gauge(10);
  gauge.committed(10);
  gauge.copied(12);
  gauge.committed(12);
  EXPECT_FALSE(gauge.can_copy());
  gauge.committed(13);
  EXPECT_TRUE(gauge.can_copy());
}

TEST(WalGauge, AWalBegunAnewAndAsLongAsBeforeCanBeCopied) {
  WalGauge gauge(10);
  gauge.committed(5);
  gauge.copied(5);
  gauge.committed(5);
  EXPECT_TRUE(gauge.can_copy());
}

TEST(WalGauge, AWalBegunAnewCountsFromItsStart) {
  WalGauge gauge(10);
  gauge.committed(30);
  ASSERT_TRUE(gauge.wait_for_work(kLong));
  gauge.copied(30);
  gauge.committed(2);
  gauge.committed(10);
  EXPECT_TRUE(gauge.wait_for_work(kLong));
}

}  // namespace
}  // namespace madoguchi::storage
