// What only a server can do: lose connections, lose replies, crash, be slow.

#include <gmock/gmock.h>

#include "fakes/cutting_proxy.h"
#include "fakes/postgres_cluster.h"
#include "storage/storage_testing.h"

namespace madoguchi::storage {
namespace {

using base::ErrorCode;
using fakes::CuttingProxy;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class PostgresTest : public StorageTest {
 protected:
  PostgresTest() : proxy_(fresh_.url()) { options_.url = proxy_.url(); }
  ~PostgresTest() override { close(); }

  /// Two notes in one batch, whose bodies begin with `text`; `inside` runs within it.
  std::vector<Outcomes::Outcome> add_two(
      const std::string& text, const std::function<void()>& inside = [] {}) {
    Gate gate;
    Outcomes outcomes;
    database().submit(gate.work(), outcomes.expect(0));
    gate.wait_until_entered();
    database().submit(inserting(1, text + "1"), outcomes.expect(1));
    database().submit(
        [&](Connection& c) {
          inside();
          return inserting(2, text + "2")(c);
        },
        outcomes.expect(2));
    gate.release();
    auto told = outcomes.wait_for(3);
    told.erase(told.begin());
    return told;
  }

  CuttingProxy proxy_;
};
INSTANTIATE_TEST_SUITE_P(Only, PostgresTest, ::testing::Values(Dialect::kPostgres),
                         fakes::DialectName());

TEST_P(PostgresTest, a_reply_of_commit_that_is_lost_leaves_the_outcome_open) {
  open();
  const auto told =
      add_two("n", [this] { proxy_.cut_at("COMMIT", CuttingProxy::Moment::kBeforeReply); });
  EXPECT_EQ(told[0].status.error().code, ErrorCode::kUnavailable);
  EXPECT_EQ(told[1].status.error().code, ErrorCode::kUnavailable);
  // The server had committed. Asked again under the same id, the answer is plain.
  EXPECT_EQ(add_note(1, "again").error().code, ErrorCode::kAlreadyExists);
  EXPECT_TRUE(add_note(3, "n3"));
  EXPECT_THAT(notes(), ElementsAre("n1", "n2", "n3"));
}

TEST_P(PostgresTest, a_commit_that_never_arrived_leaves_nothing) {
  open();
  const auto told =
      add_two("n", [this] { proxy_.cut_at("COMMIT", CuttingProxy::Moment::kBeforeServer); });
  EXPECT_EQ(told[0].status.error().code, ErrorCode::kUnavailable);
  EXPECT_EQ(told[1].status.error().code, ErrorCode::kUnavailable);
  EXPECT_TRUE(add_note(1, "again"));
  EXPECT_THAT(notes(), ElementsAre("again"));
}

TEST_P(PostgresTest, a_lost_reply_in_a_replay_concerns_its_command_alone) {
  Gate gate;
  Outcomes outcomes;
  int runs = 0;
  open().submit(gate.work(), outcomes.expect(0));
  gate.wait_until_entered();
  database().submit(
      [&](Connection& c) {
        if (++runs == 2) proxy_.cut_at("COMMIT", CuttingProxy::Moment::kBeforeReply);
        return inserting(1, "open outcome")(c);
      },
      outcomes.expect(1));
  database().submit(
      [](Connection& c) -> base::Status {
        MDG_TRY(inserting(2, "never")(c));
        return base::fail(ErrorCode::kConflict);
      },
      outcomes.expect(2));
  database().submit(inserting(3, "after"), outcomes.expect(3));
  gate.release();
  const auto told = outcomes.wait_for(4);
  EXPECT_EQ(told[1].status.error().code, ErrorCode::kUnavailable);
  EXPECT_EQ(told[2].status.error().code, ErrorCode::kConflict);
  EXPECT_TRUE(told[3].status) << why(told[3].status);
  EXPECT_THAT(notes(), ElementsAre("open outcome", "after"));
}

TEST_P(PostgresTest, a_connection_lost_before_commit_is_no_failure) {
  for (const auto moment :
       {CuttingProxy::Moment::kBeforeServer, CuttingProxy::Moment::kBeforeReply}) {
    open();
    ASSERT_TRUE(database().write_now([](Connection& c) -> base::Status {
      static constexpr Sql kClear{"test.clear", "DELETE FROM notes"};
      MDG_TRY(c.execute(kClear));
      return {};
    }));
    proxy_.cut_at("cut-here-2", moment);
    for (const auto& [command, status] : add_two("cut-here-")) EXPECT_TRUE(status) << why(status);
    EXPECT_THAT(notes(), ElementsAre("cut-here-1", "cut-here-2"));
    EXPECT_EQ(database().counts().replays, 1);
  }
}

TEST_P(PostgresTest, a_lonely_command_survives_a_lost_connection_too) {
  open();
  proxy_.cut_at("cut-here", CuttingProxy::Moment::kBeforeReply);
  const auto status = add_note(1, "cut-here");
  EXPECT_TRUE(status) << why(status);
  EXPECT_THAT(notes(), ElementsAre("cut-here"));
}

TEST_P(PostgresTest, idle_connections_that_were_lost_are_opened_again) {
  ASSERT_TRUE(add_note(1, "a"));
  ASSERT_EQ(notes().size(), 1U);
  const auto connections = proxy_.connections_so_far();
  proxy_.cut_all();
  EXPECT_TRUE(add_note(2, "b"));
  EXPECT_THAT(notes(), ElementsAre("a", "b"));
  EXPECT_GT(proxy_.connections_so_far(), connections);
}

TEST_P(PostgresTest, a_read_is_run_again_after_its_connection_was_lost) {
  ASSERT_TRUE(add_note(1, "a"));
  proxy_.cut_at("notes", CuttingProxy::Moment::kBeforeReply);
  EXPECT_THAT(notes(), ElementsAre("a"));
}

TEST_P(PostgresTest, while_the_server_is_away_the_answer_is_unavailable) {
  ASSERT_TRUE(add_note(1, "a"));
  proxy_.refuse(true);
  proxy_.cut_all();
  EXPECT_EQ(add_note(2, "b").error().code, ErrorCode::kUnavailable);
  EXPECT_EQ(add_note(3, "c").error().code, ErrorCode::kUnavailable);
  EXPECT_EQ(database().read_now([](Connection&) { return base::Status{}; }).error().code,
            ErrorCode::kUnavailable);
  proxy_.refuse(false);
  EXPECT_TRUE(add_note(2, "b"));
  EXPECT_THAT(notes(), ElementsAre("a", "b"));
}

TEST_P(PostgresTest, what_was_acknowledged_outlives_a_crash_of_the_server) {
  auto& cluster = fakes::PostgresCluster::shared();
  if (!cluster.is_ours()) GTEST_SKIP() << "the given server is not ours to crash";
  Outcomes outcomes;
  for (int i = 0; i < 50; ++i) database().submit(inserting(i, "n"), outcomes.expect(i));
  (void)outcomes.wait_for(10);
  cluster.crash_and_restart();
  std::size_t acknowledged = 0;
  for (const auto& [command, status] : outcomes.wait_for(50)) acknowledged += status ? 1 : 0;
  EXPECT_GE(notes().size(), acknowledged);
  EXPECT_TRUE(add_note(1000, "after"));
}

TEST_P(PostgresTest, a_statement_has_a_time_limit) {
  static constexpr Sql kSleep{"test.sleep", "SELECT 1 FROM (SELECT pg_sleep(600)) AS slept"};
  options_.statement_timeout = base::Milliseconds(20);
  const auto row = open().write_now([](Connection& c) { return c.row<int>(kSleep); });
  ASSERT_FALSE(row);
  EXPECT_EQ(row.error().code, ErrorCode::kUnavailable);
  EXPECT_THAT(row.error().detail, HasSubstr("57014"));
  EXPECT_TRUE(add_note(1, "a"));
}

TEST_P(PostgresTest, commits_wait_for_the_disk_whatever_the_server_is_set_to) {
  static constexpr Sql kShow{"test.show", "SELECT current_setting('synchronous_commit')"};
  auto& cluster = fakes::PostgresCluster::shared();
  const auto setting = [&](const std::string& value) {
    close();
    cluster.query("postgres",
                  "ALTER DATABASE " + fresh_.name() + " SET synchronous_commit = " + value);
    return std::get<0>(**open().write_now([](Connection& c) { return c.row<std::string>(kShow); }));
  };
  EXPECT_EQ(setting("off"), "on");
  EXPECT_EQ(setting("local"), "local");
  cluster.query("postgres", "ALTER DATABASE " + fresh_.name() + " RESET ALL");
}

TEST_P(PostgresTest, a_database_of_another_encoding_is_refused) {
  auto& cluster = fakes::PostgresCluster::shared();
  cluster.query("postgres",
                "CREATE DATABASE mdg_latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'");
  options_.url = cluster.url_of("mdg_latin");
  const auto opened = Database::open(options_, clock_);
  cluster.query("postgres", "DROP DATABASE mdg_latin");
  ASSERT_FALSE(opened);
  EXPECT_THAT(opened.error().detail,
              HasSubstr("the database's encoding is LATIN1, UTF8 is needed"));
}

TEST_P(PostgresTest, errors_never_show_the_address_or_the_password) {
  for (const std::string url : {"postgresql://someone:hunter2@127.0.0.1:1/name",
                                "postgresql://someone:hunter2@[broken/name",
                                "postgres://%zz:hunter2@h/", "mysql://someone:hunter2@host/name"}) {
    options_.url = url;
    const auto opened = Database::open(options_, clock_);
    ASSERT_FALSE(opened) << url;
    EXPECT_THAT(opened.error().detail, Not(HasSubstr("hunter2"))) << url;
    EXPECT_THAT(opened.error().detail, Not(HasSubstr("://someone"))) << url;
  }
}

TEST_P(PostgresTest, values_of_rows_and_parameters_stay_out_of_errors) {
  static constexpr Sql kNumber{"test.number", "SELECT id FROM notes WHERE id = :id"};
  const auto row =
      database().write_now([](Connection& c) { return c.row<int>(kNumber, "secret words"); });
  ASSERT_FALSE(row);
  EXPECT_EQ(row.error().detail, "test.number: a value is not acceptable (22P02)");
}

}  // namespace
}  // namespace madoguchi::storage
