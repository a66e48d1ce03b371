#include "base/run_on_pool.h"

#include <stdexcept>
#include <string>

#include <gtest/gtest.h>

#include "base/run_to_end.h"

namespace madoguchi::base {
namespace {

TEST(RunOnPool, gives_what_the_work_returns) {
  WorkerPool pool(1, 10);
  EXPECT_EQ(*run_to_end(run_on_pool(pool, []() -> Result<int> { return 7; })), 7);
  const auto refused = run_to_end(
      run_on_pool(pool, []() -> Result<int> { return fail(ErrorCode::kConflict, "taken"); }));
  EXPECT_EQ(refused.error().code, ErrorCode::kConflict);
}

TEST(RunOnPool, answers_work_that_throws) {
  WorkerPool pool(1, 10);
  const auto known =
      run_to_end(run_on_pool(pool, []() -> Result<int> { throw std::runtime_error("no memory"); }));
  EXPECT_EQ(known.error().code, ErrorCode::kInternal);
  EXPECT_EQ(known.error().detail, "exception: no memory");
  const auto unknown = run_to_end(run_on_pool(pool, []() -> Status { throw 1; }));
  EXPECT_EQ(unknown.error().code, ErrorCode::kInternal);
}

TEST(RunOnPool, is_refused_when_the_pool_takes_no_more) {
  WorkerPool pool(1, 10);
  pool.stop();
  const auto refused = run_to_end(run_on_pool(pool, []() -> Result<int> { return 7; }));
  EXPECT_EQ(refused.error().code, ErrorCode::kTryLater);
}

}  // namespace
}  // namespace madoguchi::base
