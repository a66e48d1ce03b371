#include "features/sign_in/password_pool.h"

#include <atomic>

#include <boost/asio/co_spawn.hpp>
#include <gtest/gtest.h>

#include "features/sign_in/accounts_testing.h"

namespace madoguchi::features {
namespace {

constexpr PasswordPoolOptions kSmall{.threads = 2, .cost = base::kSmallestPasswordCost};

TEST(PasswordPool, hashes_and_compares) {
  PasswordPool pool(kSmall);
  const auto hash = run_to_end(pool.hash("correct horse"));
  ASSERT_TRUE(hash);
  EXPECT_TRUE(*run_to_end(pool.matches(*hash, "correct horse")));
  EXPECT_FALSE(*run_to_end(pool.matches(*hash, "wrong horse")));
  EXPECT_FALSE(pool.needs_new_hash(*hash));
}

TEST(PasswordPool, compares_against_nobody_as_long_as_against_somebody) {
  PasswordPool pool(kSmall);
  EXPECT_FALSE(*run_to_end(pool.matches("", "")));
  EXPECT_FALSE(*run_to_end(pool.matches("", "correct horse")));
  const std::string nobodys = pool.compared_hash("");
  EXPECT_NE(nobodys, "");
  EXPECT_FALSE(pool.needs_new_hash(nobodys)) << "not the cost of a real one";
  EXPECT_EQ(pool.compared_hash("somebody's"), "somebody's");
}

TEST(PasswordPool, refuses_what_does_not_fit_into_its_queue) {
  PasswordPool pool({.threads = 1, .max_queued = 2, .cost = {1, 1024 * 1024}});
  auto& loop = base::lasting_loop();
  int done = 0;
  int refused = 0;
  for (int n = 0; n < 200; ++n) {
    boost::asio::co_spawn(loop, pool.hash("correct horse"),
                          [&](std::exception_ptr, const base::Result<std::string>& outcome) {
                            ++done;
                            const bool is_full =
                                !outcome && outcome.error().code == base::ErrorCode::kTryLater;
                            refused += is_full ? 1 : 0;
                          });
  }
  loop.run();
  EXPECT_EQ(done, 200);
  EXPECT_GT(refused, 0);
  EXPECT_LT(refused, 200);
}

}  // namespace
}  // namespace madoguchi::features
