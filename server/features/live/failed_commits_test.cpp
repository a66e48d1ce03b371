#include "features/live/failed_commits.h"

#include <gtest/gtest.h>

namespace madoguchi::features {
namespace {

TEST(FailedCommits, refuses_what_comes_after_a_failed_one) {
  FailedCommits commits;
  EXPECT_TRUE(commits.may_write(7));
  commits.tried(5, false);
  EXPECT_FALSE(commits.may_write(6));
  commits.failed(5);
  EXPECT_FALSE(commits.may_write(6));
}

TEST(FailedCommits, lets_the_failed_one_itself_run_again) {
  FailedCommits commits;
  commits.tried(5, false);
  ASSERT_TRUE(commits.may_write(5)) << "the connection was lost, and the batch is run again";
  commits.tried(5, true);
  EXPECT_TRUE(commits.may_write(6));
}

TEST(FailedCommits, keeps_one_that_was_never_run) {
  FailedCommits commits;
  commits.failed(9);
  commits.tried(5, false);
  commits.tried(5, true);
  EXPECT_TRUE(commits.may_write(6));
  EXPECT_FALSE(commits.may_write(10));
}

}  // namespace
}  // namespace madoguchi::features
