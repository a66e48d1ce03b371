// Batches, replays, refusals and counts of the writer, on both databases.

#include <numeric>
#include <thread>

#include <gmock/gmock.h>

#include "storage/storage_testing.h"

namespace madoguchi::storage {
namespace {

using base::ErrorCode;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

constexpr Sql kNoSuchNote{"test.no_such", "UPDATE notes SET body = 'x' WHERE id = -1"};
constexpr Sql kOrphan{"test.orphan", "INSERT INTO notes (id, body, parent) VALUES (:id, 'o', -7)"};

class WriterTest : public StorageTest {
 protected:
  /// Runs the works in one batch and gives the codes of their outcomes ("ok" is nothing) as they
  /// were told.
  std::vector<std::pair<int, std::optional<ErrorCode>>> run_batch(
      std::vector<Database::Work> works) {
    Gate gate;
    Outcomes outcomes;
    database().submit(gate.work(), outcomes.expect(-1));
    gate.wait_until_entered();
    before_ = database().counts();
    for (std::size_t i = 0; i < works.size(); ++i) {
      database().submit(std::move(works[i]), outcomes.expect(static_cast<int>(i)));
    }
    gate.release();
    std::vector<std::pair<int, std::optional<ErrorCode>>> out;
    for (const auto& [command, status] : outcomes.wait_for(works.size() + 1)) {
      if (command < 0) continue;
      out.emplace_back(command, status ? std::nullopt : std::optional(status.error().code));
    }
    return out;
  }

  [[nodiscard]] std::int64_t commits() { return database().counts().commits - before_.commits; }
  [[nodiscard]] std::int64_t replays() { return database().counts().replays - before_.replays; }

  WriterCounts before_;
};
INSTANTIATE_TEST_SUITE_P(Both, WriterTest, ::testing::Values(Dialect::kSqlite, Dialect::kPostgres),
                         fakes::DialectName());

/// Changes nothing and fails.
base::Status fail_without_traces(Connection& c) {
  MDG_ASSIGN(const auto changed, c.execute(kNoSuchNote));
  return changed == 0 ? base::fail(ErrorCode::kConflict) : base::Status{};
}

/// Inserts a note and fails then.
Database::Work insert_and_fail(std::int64_t id) {
  return [id](Connection& c) -> base::Status {
    MDG_TRY(c.execute(kInsertNote, id, "never"));
    return base::fail(ErrorCode::kForbidden);
  };
}

constexpr std::optional<ErrorCode> kOk{};

TEST_P(WriterTest, what_waits_is_committed_together_in_its_order) {
  const auto told = run_batch({inserting(3, "a"), inserting(1, "b"), inserting(2, "c")});
  EXPECT_THAT(told, ElementsAre(Pair(0, kOk), Pair(1, kOk), Pair(2, kOk)));
  EXPECT_EQ(commits(), 1);
  EXPECT_EQ(database().counts().statements - before_.statements, 3);
  EXPECT_EQ(database().counts().commands, 4);
  EXPECT_THAT(notes(), ElementsAre("b", "c", "a"));
}

TEST_P(WriterTest, a_failure_that_changed_nothing_does_not_disturb_the_batch) {
  const auto told = run_batch({inserting(1, "a"), fail_without_traces, inserting(2, "b")});
  EXPECT_THAT(told, ElementsAre(Pair(0, kOk), Pair(1, ErrorCode::kConflict), Pair(2, kOk)));
  EXPECT_EQ(commits(), 1);
  EXPECT_EQ(replays(), 0);
  EXPECT_THAT(notes(), ElementsAre("a", "b"));
}

TEST_P(WriterTest, a_failure_after_a_change_rolls_back_that_command_alone) {
  const auto told = run_batch({inserting(1, "a"), insert_and_fail(2), inserting(3, "c"),
                               fail_without_traces, inserting(4, "d")});
  EXPECT_THAT(told, ElementsAre(Pair(0, kOk), Pair(1, ErrorCode::kForbidden), Pair(2, kOk),
                                Pair(3, ErrorCode::kConflict), Pair(4, kOk)));
  EXPECT_EQ(replays(), 1);
  EXPECT_EQ(commits(), 3);
  EXPECT_THAT(notes(), ElementsAre("a", "c", "d"));
}

TEST_P(WriterTest, an_exception_after_a_change_rolls_back_that_command_alone) {
  const auto throwing = [](Connection& c) -> base::Status {
    MDG_TRY(c.execute(kInsertNote, 2, "never"));
    throw 42;
  };
  const auto told = run_batch({inserting(1, "a"), throwing, inserting(3, "c")});
  EXPECT_THAT(told, ElementsAre(Pair(0, kOk), Pair(1, ErrorCode::kInternal), Pair(2, kOk)));
  EXPECT_THAT(notes(), ElementsAre("a", "c"));
}

TEST_P(WriterTest, a_taken_key_fails_alone) {
  const auto told = run_batch({inserting(1, "a"), inserting(1, "again"), inserting(2, "b")});
  EXPECT_THAT(told, ElementsAre(Pair(0, kOk), Pair(1, ErrorCode::kAlreadyExists), Pair(2, kOk)));
  EXPECT_EQ(replays(), GetParam() == Dialect::kSqlite ? 0 : 1);
  EXPECT_THAT(notes(), ElementsAre("a", "b"));
}

TEST_P(WriterTest, a_constraint_that_is_checked_at_commit_fails_its_command_alone) {
  const auto orphan = [](Connection& c) -> base::Status {
    MDG_TRY(c.execute(kOrphan, 2));
    return {};
  };
  const auto told = run_batch({inserting(1, "a"), orphan, inserting(3, "c")});
  EXPECT_THAT(told, ElementsAre(Pair(0, kOk), Pair(1, ErrorCode::kStorage), Pair(2, kOk)));
  EXPECT_EQ(replays(), 1);
  EXPECT_THAT(notes(), ElementsAre("a", "c"));
}

TEST_P(WriterTest, a_command_of_a_replay_is_run_anew) {
  int runs = 0;
  const auto counting = [&runs](Connection& c) -> base::Status {
    ++runs;
    MDG_TRY(c.execute(kInsertNote, 1, std::to_string(runs)));
    return {};
  };
  run_batch({counting, insert_and_fail(2)});
  EXPECT_EQ(runs, 2);
  EXPECT_THAT(notes(), ElementsAre("2"));
}

TEST_P(WriterTest, a_batch_has_a_limit) {
  options_.max_batch = 4;
  std::vector<Database::Work> works;
  for (int i = 0; i < 10; ++i) works.push_back(inserting(i, "n"));
  EXPECT_EQ(run_batch(std::move(works)).size(), 10U);
  EXPECT_EQ(commits(), 3);
  EXPECT_EQ(notes().size(), 10U);
}

TEST_P(WriterTest, a_command_that_changes_nothing_costs_no_sync) {
  ASSERT_TRUE(add_note(1, "a"));
  const auto commits = database().counts().commits;
  EXPECT_TRUE(database().write_now(
      [](Connection& c) { return c.rows<std::int64_t, std::string>(kListNotes); }));
  EXPECT_EQ(database().counts().commits, commits);
}

TEST_P(WriterTest, a_full_queue_answers_try_later) {
  options_.max_queued_writes = 2;
  Gate gate;
  Outcomes outcomes;
  open().submit(gate.work(), outcomes.expect(0));
  gate.wait_until_entered();
  for (int i = 1; i <= 4; ++i) database().submit(inserting(i, "n"), outcomes.expect(i));
  const auto refused = outcomes.wait_for(2);
  EXPECT_EQ(refused[0].command, 3);
  EXPECT_EQ(refused[0].status.error().code, ErrorCode::kTryLater);
  EXPECT_EQ(refused[1].command, 4);
  EXPECT_EQ(database().counts().refused, 2);
  EXPECT_EQ(database().counts().queued, 3);
  gate.release();
  outcomes.wait_for(5);
  EXPECT_EQ(notes().size(), 2U);
  EXPECT_EQ(database().counts().queued, 0);
}

TEST_P(WriterTest, tells_the_age_of_the_oldest_command) {
  EXPECT_EQ(database().counts().oldest_uncommitted.count(), 0);
  Gate gate;
  Outcomes outcomes;
  database().submit(gate.work(), outcomes.expect(0));
  gate.wait_until_entered();
  clock_.advance(base::Seconds(3));
  database().submit(inserting(1, "a"), outcomes.expect(1));
  clock_.advance(base::Seconds(2));
  EXPECT_EQ(database().counts().oldest_uncommitted, base::Seconds(5));
  gate.release();
  outcomes.wait_for(2);
  EXPECT_EQ(database().counts().oldest_uncommitted.count(), 0);
}

TEST_P(WriterTest, stop_finishes_what_was_accepted_and_refuses_the_rest) {
  Gate gate;
  Outcomes outcomes;
  database().submit(gate.work(), outcomes.expect(0));
  gate.wait_until_entered();
  for (int i = 1; i <= 3; ++i) database().submit(inserting(i, "n"), outcomes.expect(i));
  std::thread stopping([this] { database().stop(); });
  gate.release();
  stopping.join();
  EXPECT_EQ(outcomes.wait_for(4).size(), 4U);
  EXPECT_EQ(add_note(9, "late").error().code, ErrorCode::kUnavailable);
  EXPECT_THAT(notes(), ElementsAre("error: the database is stopped"));
  close();
  EXPECT_EQ(notes().size(), 3U);
}

TEST_P(WriterTest, waiting_for_itself_is_an_error_and_no_standstill) {
  const auto nested = [this](Connection&) -> base::Status {
    auto inner = add_note(1, "inner");
    if (inner) return base::fail(ErrorCode::kConflict);
    return inner;
  };
  EXPECT_EQ(database().write_now(nested).error().code, ErrorCode::kInternal);
  EXPECT_EQ(database().read_now(nested).error().code, ErrorCode::kInternal);

  std::promise<std::vector<std::string>> seen;
  database().submit(inserting(2, "a"), [&](base::Status) { seen.set_value(notes()); });
  EXPECT_THAT(seen.get_future().get(), ElementsAre("error: read_now on a database thread"));
}

TEST_P(WriterTest, a_callback_that_throws_ends_nothing) {
  database().submit(inserting(1, "a"), [](base::Status) { throw std::runtime_error("a bug"); });
  EXPECT_TRUE(add_note(2, "b"));
  EXPECT_THAT(notes(), ElementsAre("a", "b"));
}

TEST_P(WriterTest, readers_do_not_wait_for_the_writer) {
  ASSERT_TRUE(add_note(1, "a"));
  Gate gate;
  Outcomes outcomes;
  database().submit(
      [&](Connection& c) -> base::Status {
        MDG_TRY(c.execute(kInsertNote, 2, "not yet"));
        return gate.work()(c);
      },
      outcomes.expect(0));
  gate.wait_until_entered();
  EXPECT_THAT(notes(), ElementsAre("a"));
  gate.release();
  EXPECT_TRUE(outcomes.wait_for(1).front().status);
  EXPECT_THAT(notes(), ElementsAre("a", "not yet"));
}

TEST_P(WriterTest, a_full_read_queue_answers_try_later) {
  options_.readers = 1;
  options_.max_queued_reads = 1;
  Gate gate;
  Outcomes outcomes;
  open().submit_read(gate.work(), outcomes.expect(0));
  gate.wait_until_entered();
  const auto nothing = [](Connection&) { return base::Status{}; };
  database().submit_read(nothing, outcomes.expect(1));
  database().submit_read(nothing, outcomes.expect(2));
  const auto refused = outcomes.wait_for(1);
  EXPECT_EQ(refused[0].command, 2);
  EXPECT_EQ(refused[0].status.error().code, ErrorCode::kTryLater);
  gate.release();
  EXPECT_EQ(outcomes.wait_for(3)[2].command, 1);
}

TEST_P(WriterTest, many_threads_keep_their_own_order) {
  constexpr int kThreads = 4;
  constexpr int kEach = 100;
  Outcomes outcomes;
  database();
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < kEach; ++i) {
        const int id = t * kEach + i;
        auto work = id % 10 == 3 ? insert_and_fail(id) : inserting(id, std::to_string(id));
        database().submit(std::move(work), outcomes.expect(id));
      }
    });
  }
  for (auto& thread : threads) thread.join();
  std::vector<int> next(kThreads);
  for (const auto& [command, status] : outcomes.wait_for(kThreads * kEach)) {
    EXPECT_EQ(command % kEach, next[static_cast<std::size_t>(command / kEach)]++);
    EXPECT_EQ(status.has_value(), command % 10 != 3);
  }
  EXPECT_EQ(notes().size(), kThreads * kEach * 9U / 10);
}

/// Fails or counts, as told.
class FakeProbe final : public CommitProbe {
 public:
  base::Status before_commit() override { return take(before); }
  base::Status after_commit() override {
    ++commits;
    return take(after);
  }

  std::optional<base::Error> before;
  std::optional<base::Error> after;
  int commits = 0;

 private:
  static base::Status take(std::optional<base::Error>& error) {
    if (!error) return {};
    return base::fail(*std::exchange(error, std::nullopt));
  }
};

TEST_P(WriterTest, a_commit_that_fails_is_the_answer_to_the_whole_batch) {
  auto probe = std::make_shared<FakeProbe>();
  options_.probe = probe;
  open();
  probe->before = base::make_error(ErrorCode::kUnavailable, "disk full");
  const auto told = run_batch({inserting(1, "a"), fail_without_traces, inserting(2, "b")});
  EXPECT_THAT(told, ElementsAre(Pair(0, ErrorCode::kUnavailable), Pair(1, ErrorCode::kConflict),
                                Pair(2, ErrorCode::kUnavailable)));
  EXPECT_THAT(notes(), IsEmpty());
  EXPECT_TRUE(add_note(1, "again"));
  EXPECT_THAT(notes(), ElementsAre("again"));
  EXPECT_EQ(probe->commits, 1);
}

TEST_P(WriterTest, a_lost_reply_of_commit_leaves_the_outcome_open) {
  auto probe = std::make_shared<FakeProbe>();
  options_.probe = probe;
  open();
  probe->after = base::make_error(ErrorCode::kUnavailable, "no reply");
  const auto told = run_batch({inserting(1, "a"), inserting(2, "b")});
  EXPECT_THAT(told,
              ElementsAre(Pair(0, ErrorCode::kUnavailable), Pair(1, ErrorCode::kUnavailable)));
  EXPECT_THAT(notes(), ElementsAre("a", "b"));
  EXPECT_EQ(add_note(1, "again").error().code, ErrorCode::kAlreadyExists);
}

}  // namespace
}  // namespace madoguchi::storage
