#include "base/worker_pool.h"

#include <atomic>
#include <future>
#include <new>

#include <gtest/gtest.h>

namespace madoguchi::base {
namespace {

TEST(WorkerPool, finishes_what_it_accepted) {
  std::atomic<int> done{0};
  {
    WorkerPool pool(2, 1000);
    for (int i = 0; i < 500; ++i) ASSERT_TRUE(pool.submit([&] { ++done; }));
  }
  EXPECT_EQ(done, 500);
}

TEST(WorkerPool, finishes_what_it_accepted_when_stopped_and_takes_no_more) {
  std::atomic<int> done{0};
  WorkerPool pool(1, 1000);
  for (int i = 0; i < 500; ++i) ASSERT_TRUE(pool.submit([&] { ++done; }));
  pool.stop();
  EXPECT_EQ(done, 500);
  EXPECT_FALSE(pool.submit([&] { ++done; }));
  pool.stop();
  EXPECT_EQ(done, 500);
}

TEST(WorkerPool, goes_on_after_work_that_throws) {
  std::atomic<int> done{0};
  {
    WorkerPool pool(1, 1000);
    ASSERT_TRUE(pool.submit([] { throw std::bad_alloc(); }));
    ASSERT_TRUE(pool.submit([] { throw 1; }));
    ASSERT_TRUE(pool.submit([&] { ++done; }));
  }
  EXPECT_EQ(done, 1);
}

TEST(WorkerPool, refuses_what_does_not_fit) {
  std::promise<void> go;
  auto gate = go.get_future().share();
  std::promise<void> started;
  WorkerPool pool(1, 2);
  ASSERT_TRUE(pool.submit([&, gate] {
    started.set_value();
    gate.wait();
  }));
  started.get_future().wait();
  EXPECT_TRUE(pool.submit([] {}));
  EXPECT_TRUE(pool.submit([] {}));
  EXPECT_FALSE(pool.submit([] {}));
  go.set_value();
}

}  // namespace
}  // namespace madoguchi::base
