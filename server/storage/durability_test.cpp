// SQLite loses power at random moments: what was acknowledged is there exactly once, in its order.

#include <algorithm>
#include <random>

#include <gtest/gtest.h>
#include <spdlog/spdlog.h>

#include "fakes/lossy_vfs.h"
#include "storage/storage_testing.h"

namespace madoguchi::storage {
namespace {

constexpr Sql kAppend{"log.append",
                      "INSERT INTO log (command, payload) VALUES (:command, :payload)"};
constexpr Sql kRead{"log.read", "SELECT command, length(payload) FROM log ORDER BY position"};
constexpr Sql kCountUp{"log.count_up", "UPDATE counter SET value = value + 1 RETURNING value"};
constexpr Sql kCount{"log.count", "SELECT value FROM counter"};
constexpr Sql kForget{"log.forget", "UPDATE log SET payload = '' WHERE command <= :before"};

const std::vector<base::EmbeddedFile> kLogSchema{
    {"0001_log.sqlite.sql",
     "CREATE TABLE log (position INTEGER PRIMARY KEY AUTOINCREMENT, command INTEGER NOT NULL, "
     "payload TEXT NOT NULL) STRICT; CREATE INDEX log_payload ON log (payload);"
     "CREATE TABLE counter (value INTEGER NOT NULL) STRICT; INSERT INTO counter VALUES (0)"}};

/// A machine that loses power again and again while commands are written.
class PowerCuts {
 public:
  explicit PowerCuts(std::uint64_t seed) : random_(seed), disk_(seed) {
    options_.url = fresh_.url();
    options_.sqlite_vfs = disk_.name();
    options_.migrations = std::span<const base::EmbeddedFile>(kLogSchema);
    options_.readers = 1;
    options_.max_batch = 8;
    options_.checkpoint_pages = 6;
    options_.wal_limit_pages = 24;
  }

  /// One life of the program, ended by a power cut, and a look at what it left behind.
  void live_once() {
    disk_.cut_after(between(1, between(1, 4) == 1 ? 400 : 90));
    if (between(1, 10) == 1) disk_.fail_sync_after(between(0, 8));
    if (auto database = Database::open(options_, clock_)) write_until_cut(**database);
    if (!disk_.is_cut()) disk_.cut();  // a failed sync kept it from opening
    disk_.power_on();
    ASSERT_NO_FATAL_FAILURE(check());
  }

  [[nodiscard]] std::int64_t acknowledged() const {
    return static_cast<std::int64_t>(acknowledged_.size());
  }

 private:
  int between(int low, int high) { return std::uniform_int_distribution(low, high)(random_); }

  void write_until_cut(Database& database) {
    std::vector<std::int64_t> told;
    const auto submit = [&](std::int64_t command, int size, bool fails) {
      database.submit(
          [=](Connection& c) -> base::Status {
            MDG_TRY(c.execute(kAppend, command, std::string(static_cast<std::size_t>(size), 'x')));
            MDG_TRY(c.row<std::int64_t>(kCountUp));
            MDG_TRY(c.execute(kForget, command - 20));
            return fails ? base::fail(base::ErrorCode::kConflict) : base::Status{};
          },
          [&told, command](base::Status status) {  // on the writer thread, read after stop()
            if (status) told.push_back(command);
          });
    };
    while (!disk_.is_cut()) {
      for (int i = between(1, 12); i > 0; --i) {
        submit(next_command_++, between(1, 3000), between(1, 25) == 1);
      }
      // Lets some batches be small.
      if (between(1, 3) == 1) (void)database.write_now([](Connection&) { return base::Status{}; });
    }
    database.stop();
    acknowledged_.insert(acknowledged_.end(), told.begin(), told.end());
  }

  /// Reads what is there without the failing disk's help and compares.
  void check() {
    auto database = Database::open(options_, clock_);
    ASSERT_TRUE(database) << database.error().detail;
    const auto rows = (*database)->read_now(
        [](Connection& c) { return c.rows<std::int64_t, std::int64_t>(kRead); });
    ASSERT_TRUE(rows) << rows.error().detail;
    const auto count =
        (*database)->read_now([](Connection& c) { return c.row<std::int64_t>(kCount); });
    ASSERT_TRUE(count) << count.error().detail;
    std::vector<std::int64_t> present;
    for (const auto& [command, size] : *rows) present.push_back(command);
    // In order and each once; and no half of a command: the counter went up once with each.
    EXPECT_TRUE(std::ranges::is_sorted(present));
    EXPECT_EQ(std::ranges::adjacent_find(present), present.end());
    EXPECT_EQ(std::get<0>(**count), static_cast<std::int64_t>(present.size()));
    EXPECT_TRUE(std::ranges::includes(present, acknowledged_));
    // What was not acknowledged and is there all the same counts from now on: it must not vanish
    // again.
    acknowledged_ = std::move(present);
  }

  std::mt19937_64 random_;
  fakes::FakeClock clock_;
  fakes::FreshDatabase fresh_{Dialect::kSqlite};
  fakes::LossyVfs disk_;
  DatabaseOptions options_;
  std::int64_t next_command_ = 1;
  std::vector<std::int64_t> acknowledged_;  ///< commands, ascending
};

/// A power cut makes every checkpoint a warning.
class Durability : public ::testing::Test {
 protected:
  Durability() { spdlog::set_level(spdlog::level::off); }
  ~Durability() override { spdlog::set_level(level_); }

 private:
  const spdlog::level::level_enum level_ = spdlog::get_level();
};

TEST_F(Durability, what_was_acknowledged_outlives_a_thousand_power_cuts) {
  std::int64_t acknowledged = 0;
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    PowerCuts machine(seed);
    for (int cut = 0; cut < 20; ++cut) {
      SCOPED_TRACE("cut " + std::to_string(cut));
      machine.live_once();
      if (::testing::Test::HasFailure()) return;
    }
    acknowledged += machine.acknowledged();
  }
  // The load was one: most lives got as far as acknowledging something.
  EXPECT_GT(acknowledged, 2000);
}

}  // namespace
}  // namespace madoguchi::storage
