// The coroutine and the blocking forms.

#include "storage/database.h"

#include <thread>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <gmock/gmock.h>

#include "base/run_to_end.h"
#include "storage/storage_testing.h"

namespace madoguchi::storage {
namespace {

namespace asio = boost::asio;
using ::testing::ElementsAre;

class DatabaseTest : public StorageTest {
 protected:
  /// Runs the coroutine on this thread until it ends.
  template <class Coroutine>
  void run(Coroutine coroutine) {
    auto& context = base::lasting_loop();
    asio::co_spawn(context, std::move(coroutine), [](std::exception_ptr exception) {
      if (exception) std::rethrow_exception(exception);
    });
    context.run();
  }
};
INSTANTIATE_TEST_SUITE_P(Both, DatabaseTest,
                         ::testing::Values(Dialect::kSqlite, Dialect::kPostgres),
                         fakes::DialectName());

TEST_P(DatabaseTest, a_coroutine_resumes_on_its_own_thread_with_the_value) {
  open();
  bool is_done = false;
  run([&]() -> asio::awaitable<void> {
    const auto thread = std::this_thread::get_id();
    auto written = co_await database().write([](Connection& c) -> base::Result<std::string> {
      MDG_TRY(c.execute(kInsertNote, 1, "a"));
      return "written";
    });
    EXPECT_EQ(std::this_thread::get_id(), thread);
    EXPECT_EQ(*written, "written");
    auto read = co_await database().read(
        [](Connection& c) { return c.rows<std::int64_t, std::string>(kListNotes); });
    EXPECT_EQ(std::this_thread::get_id(), thread);
    EXPECT_THAT(*read, ElementsAre(std::tuple(1, "a")));
    is_done = true;
  });
  EXPECT_TRUE(is_done);
}

TEST_P(DatabaseTest, a_coroutine_gets_the_error_as_a_value) {
  open();
  std::optional<base::Error> error;
  run([&]() -> asio::awaitable<void> {
    auto status = co_await database().write(
        [](Connection&) -> base::Status { return base::fail(base::ErrorCode::kForbidden, "no"); });
    error = status.error();
  });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code, base::ErrorCode::kForbidden);
  EXPECT_EQ(error->detail, "no");
}

TEST_P(DatabaseTest, a_value_that_cannot_be_copied_is_moved) {
  auto value = database().write_now(
      [](Connection&) -> base::Result<std::unique_ptr<int>> { return std::make_unique<int>(7); });
  ASSERT_TRUE(value);
  EXPECT_EQ(**value, 7);
}

TEST_P(DatabaseTest, many_coroutines_share_commits) {
  open();
  int done = 0;
  auto& context = base::lasting_loop();
  for (int i = 0; i < 200; ++i) {
    asio::co_spawn(
        context,
        [](Database& database, int id, int& count) -> asio::awaitable<void> {
          auto status = co_await database.write(inserting(id, "n"));
          if (status) ++count;
        }(database(), i, done),
        asio::detached);
  }
  context.run();
  EXPECT_EQ(done, 200);
  EXPECT_EQ(notes().size(), 200U);
  EXPECT_LT(database().counts().commits, 200);
}

}  // namespace
}  // namespace madoguchi::storage
