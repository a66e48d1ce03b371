#include "storage/wal_gauge.h"

#include <thread>

#include <gtest/gtest.h>

namespace madoguchi::storage {
namespace {

constexpr base::Milliseconds kShort{1};
constexpr base::Milliseconds kLong{3'600'000};

TEST(WalGauge, enough_pages_wake_at_once) {
  WalGauge gauge(10);
  gauge.committed(10);
  EXPECT_TRUE(gauge.wait_for_work(kLong));
}

TEST(WalGauge, few_pages_wake_when_nothing_more_comes) {
  WalGauge gauge(10);
  gauge.committed(1);
  EXPECT_TRUE(gauge.wait_for_work(kShort));
}

TEST(WalGauge, stop_ends_the_wait) {
  WalGauge gauge(10);
  std::thread stopping([&] { gauge.stop(); });
  EXPECT_FALSE(gauge.wait_for_work(kLong));
  stopping.join();
  gauge.committed(100);
  EXPECT_FALSE(gauge.wait_for_work(kLong));
}

TEST(WalGauge, what_could_not_be_copied_is_tried_again_after_as_much_more) {
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

TEST(WalGauge, what_is_copied_whole_is_not_tried_again) {
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

TEST(WalGauge, a_commit_that_was_copied_before_it_was_reported_is_not_tried_again) {
  WalGauge gauge(10);
  gauge.committed(10);
  gauge.copied(12);
  gauge.committed(12);
  EXPECT_FALSE(gauge.can_copy());
  gauge.committed(13);
  EXPECT_TRUE(gauge.can_copy());
}

TEST(WalGauge, a_wal_begun_anew_and_as_long_as_before_can_be_copied) {
  WalGauge gauge(10);
  gauge.committed(5);
  gauge.copied(5);
  gauge.committed(5);
  EXPECT_TRUE(gauge.can_copy());
}

TEST(WalGauge, a_wal_begun_anew_counts_from_its_start) {
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
