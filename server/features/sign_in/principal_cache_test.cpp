#include "features/sign_in/principal_cache.h"

#include <gtest/gtest.h>

#include "fakes/fake_clock.h"

namespace madoguchi::features {
namespace {

using base::OperatorId;
using base::SessionId;

class PrincipalCacheTest : public ::testing::Test {
 protected:
  PrincipalCache::Known known(int session, int owner = 1) {
    const base::Time now = clock_.now();
    auto principal = std::make_shared<Principal>();
    principal->id = OperatorId(owner);
    principal->session = SessionId(session);
    return {{SessionId(session), OperatorId(owner), now, now, "", ""}, principal, now};
  }
  void keep(int session, int owner = 1) {
    cache_.keep("hash" + std::to_string(session), known(session, owner), cache_.generation());
  }
  bool has(int session) { return cache_.find("hash" + std::to_string(session)).has_value(); }

  fakes::FakeClock clock_;
  PrincipalCache cache_{3};
};

TEST_F(PrincipalCacheTest, finds_by_token_and_by_session) {
  keep(7);
  EXPECT_EQ(cache_.find("hash7")->principal->session, SessionId(7));
  EXPECT_EQ(cache_.find(SessionId(7))->principal->id, OperatorId(1));
  EXPECT_FALSE(cache_.find("hash8"));
  EXPECT_FALSE(cache_.find(SessionId(8)));
}

TEST_F(PrincipalCacheTest, drops_the_one_that_was_not_used_for_longest) {
  keep(1);
  keep(2);
  keep(3);
  EXPECT_TRUE(has(1));
  keep(4);
  EXPECT_FALSE(has(2));
  EXPECT_TRUE(has(1) && has(3) && has(4));
  EXPECT_EQ(cache_.size(), 3u);
}

TEST_F(PrincipalCacheTest, forgets_a_session_an_operator_or_all) {
  keep(1, 10);
  keep(2, 10);
  keep(3, 20);
  cache_.forget_session(SessionId(1));
  EXPECT_FALSE(has(1));
  cache_.forget_operator(OperatorId(10));
  EXPECT_FALSE(has(2));
  EXPECT_TRUE(has(3));
  cache_.forget_all();
  EXPECT_EQ(cache_.size(), 0u);
}

TEST_F(PrincipalCacheTest, drops_what_was_read_before_something_was_forgotten) {
  const auto generation = cache_.generation();
  cache_.forget_operator(OperatorId(99));
  cache_.keep("hash1", known(1), generation);
  EXPECT_FALSE(has(1));
  cache_.keep("hash1", known(1), cache_.generation());
  EXPECT_TRUE(has(1));
}

TEST_F(PrincipalCacheTest, asks_one_caller_a_minute_to_write_the_visit) {
  keep(1);
  EXPECT_FALSE(cache_.see(SessionId(1), clock_.now()));
  clock_.advance(base::Seconds(60));
  EXPECT_TRUE(cache_.see(SessionId(1), clock_.now()));
  EXPECT_FALSE(cache_.see(SessionId(1), clock_.now()));
  EXPECT_EQ(cache_.find(SessionId(1))->session.last_seen_at, clock_.now());
  EXPECT_FALSE(cache_.see(SessionId(2), clock_.now()));
}

TEST_F(PrincipalCacheTest, keeps_the_latest_visit_though_the_clock_steps_back) {
  keep(1);
  const base::Time start = clock_.now();
  EXPECT_FALSE(cache_.see(SessionId(1), start - base::Seconds(120)));
  EXPECT_EQ(cache_.find(SessionId(1))->session.last_seen_at, start);
}

}  // namespace
}  // namespace madoguchi::features
