// What only a file can do: its rights, its WAL, a full disk, another program that holds it.

#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

#include <gmock/gmock.h>
#include <soci/soci.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include "fakes/lossy_vfs.h"
#include "storage/sqlite_driver.h"
#include "storage/storage_testing.h"

namespace madoguchi::storage {
namespace {

namespace fs = std::filesystem;
using base::ErrorCode;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class SqliteTest : public StorageTest {
 protected:
  ~SqliteTest() override { close(); }

  std::string open_error(const std::string& url) {
    options_.url = url;
    const auto opened = Database::open(options_, clock_);
    return opened ? "opened" : opened.error().detail;
  }

  template <class T>
  T ask(const Sql& sql) {
    return std::get<0>(**database().write_now([&](Connection& c) { return c.row<T>(sql); }));
  }

  [[nodiscard]] std::string wal() const { return fresh_.path() + "-wal"; }
};
INSTANTIATE_TEST_SUITE_P(Only, SqliteTest, ::testing::Values(Dialect::kSqlite),
                         fakes::DialectName());

int rights_of(const std::string& path) {
  struct stat found {};
  return ::stat(path.c_str(), &found) == 0 ? static_cast<int>(found.st_mode & 0777) : -1;
}

std::string contents_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST_P(SqliteTest, the_file_and_its_folder_are_for_their_owner_alone) {
  const auto folder = fs::path(fresh_.path()).parent_path() / "a b" / "data";
  options_.url = "sqlite:" + (folder / "desk.db").string();
  ASSERT_TRUE(add_note(1, "a"));
  EXPECT_EQ(rights_of(folder.string()), 0700);
  EXPECT_EQ(rights_of((folder / "desk.db").string()), 0600);
  EXPECT_EQ(rights_of((folder / "desk.db-wal").string()), 0600);
  close();
}

TEST_P(SqliteTest, the_writer_keeps_its_promises) {
  static constexpr Sql kJournal{"test.journal", "PRAGMA journal_mode"};
  static constexpr Sql kSynchronous{"test.synchronous", "PRAGMA synchronous"};
  static constexpr Sql kForeignKeys{"test.foreign_keys", "PRAGMA foreign_keys"};
  static constexpr Sql kCheckpoint{"test.checkpoint", "PRAGMA wal_autocheckpoint"};
  EXPECT_EQ(ask<std::string>(kJournal), "wal");
  EXPECT_EQ(ask<int>(kSynchronous), 2);
  EXPECT_EQ(ask<int>(kForeignKeys), 1);
  EXPECT_EQ(ask<int>(kCheckpoint), 0);
}

TEST_P(SqliteTest, tables_are_strict) {
  static constexpr Sql kWrong{"test.wrong", "INSERT INTO notes (id, body) VALUES ('x', 'y')"};
  const auto status = database().write_now([](Connection& c) -> base::Status {
    MDG_TRY(c.execute(kWrong));
    return {};
  });
  EXPECT_FALSE(status);
}

TEST_P(SqliteTest, what_cannot_be_opened_is_told_in_a_sentence) {
  const auto& path = fresh_.path();
  std::ofstream(path)
      << "this is a letter, not a database, and it is long enough to be seen as one";
  EXPECT_THAT(open_error("sqlite:" + path), HasSubstr("Cannot open the database file " + path));
  EXPECT_THAT(open_error("sqlite:" + path + "/below/a.db"), HasSubstr("Cannot make the folder"));
  EXPECT_THAT(open_error("sqlite:" + fs::path(path).parent_path().string()),
              HasSubstr("Cannot open the database file"));
  EXPECT_THAT(open_error("sqlite:"), HasSubstr("has no file name"));
  EXPECT_THAT(open_error("sqlite::memory:"), HasSubstr("has to be a file"));
  EXPECT_THAT(open_error("sqlite:a\"b.db"), HasSubstr("must not hold quotation marks"));
  EXPECT_THAT(open_error(path), HasSubstr("has to begin with sqlite: or postgresql://"));
}

TEST_P(SqliteTest, another_program_that_holds_the_file_makes_it_unavailable) {
  options_.busy_timeout = base::Milliseconds(10);
  ASSERT_TRUE(add_note(1, "a"));
  sqlite3* other = nullptr;
  ASSERT_EQ(sqlite3_open(fresh_.path().c_str(), &other), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
  EXPECT_EQ(add_note(2, "b").error().code, ErrorCode::kUnavailable);
  EXPECT_THAT(notes(), ElementsAre("a"));
  ASSERT_EQ(sqlite3_exec(other, "COMMIT", nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(other);
  EXPECT_TRUE(add_note(2, "b"));
}

TEST_P(SqliteTest, a_full_disk_is_unavailable_until_there_is_room) {
  fakes::LossyVfs disk(1);
  options_.sqlite_vfs = disk.name();
  ASSERT_TRUE(add_note(1, "a"));
  disk.set_full(true);
  EXPECT_EQ(add_note(2, "b").error().code, ErrorCode::kUnavailable);
  EXPECT_EQ(add_note(3, "c").error().code, ErrorCode::kUnavailable);
  EXPECT_THAT(notes(), ElementsAre("a"));
  disk.set_full(false);
  EXPECT_TRUE(add_note(4, "d"));
  EXPECT_THAT(notes(), ElementsAre("a", "d"));
  close();
}

TEST_P(SqliteTest, a_sync_that_fails_is_no_success) {
  fakes::LossyVfs disk(1);
  options_.sqlite_vfs = disk.name();
  ASSERT_TRUE(add_note(1, "a"));
  disk.fail_sync_after(0);
  EXPECT_EQ(add_note(2, "b").error().code, ErrorCode::kUnavailable);
  EXPECT_TRUE(add_note(3, "c"));
  disk.cut();
  close();
  disk.power_on();
  EXPECT_THAT(notes(), ElementsAre("a", "c"));
  close();
}

/// A driver on a disk that forgets, with a table whose rows fill a page each.
class Checkpoints : public ::testing::Test {
 protected:
  Checkpoints() {
    options_.sqlite_vfs = disk_.name();
    EXPECT_TRUE(driver_.make_file());
    writer_ = driver_.connect(Purpose::kWrite);
    *writer_ << "CREATE TABLE page (id INTEGER PRIMARY KEY, bytes TEXT NOT NULL) STRICT";
  }

  void add_pages(int count) {
    for (int i = 0; i < count; ++i) {
      *writer_ << "INSERT INTO page (bytes) VALUES (hex(zeroblob(1900)))";
    }
    added_ += count;
  }
  void copy() { driver_.checkpoint(*writer_, "PASSIVE"); }

  /// Power goes and comes; then all pages must be there in a file without a fault.
  void expect_all_after_power_cut() {
    writer_.reset();
    reader_.reset();
    disk_.cut();
    disk_.power_on();
    const auto session = SqliteDriver(fresh_.path(), options_).connect(Purpose::kRead);
    std::string health;
    int count = 0;
    *session << "PRAGMA integrity_check", soci::into(health);
    *session << "SELECT count(*) FROM page", soci::into(count);
    EXPECT_EQ(health, "ok");
    EXPECT_EQ(count, added_);
  }

  fakes::FreshDatabase fresh_{Dialect::kSqlite};
  fakes::LossyVfs disk_{1};
  DatabaseOptions options_{.sqlite_vfs = disk_.name()};
  SqliteDriver driver_{fresh_.path(), options_};
  std::unique_ptr<soci::session> writer_;
  std::unique_ptr<soci::session> reader_;
  int added_ = 0;
};

// A checkpoint that a reader stops half-way is not synced: the next one syncs for it, and when that
// sync fails, Linux forgets the pages of both.
TEST_F(Checkpoints, a_sync_that_fails_costs_no_page_that_was_copied_before) {
  add_pages(10);
  reader_ = driver_.connect(Purpose::kRead);
  int seen = 0;
  *reader_ << "BEGIN";
  *reader_ << "SELECT count(*) FROM page", soci::into(seen);
  add_pages(10);
  copy();
  *reader_ << "COMMIT";
  disk_.fail_sync_after(1);  // after that of the WAL
  EXPECT_THROW(copy(), soci::soci_error);
  for (int i = 0; i < 3; ++i) {
    add_pages(5);
    EXPECT_NO_THROW(copy());
  }
  expect_all_after_power_cut();
}

TEST_F(Checkpoints, what_is_copied_outlives_the_power) {
  add_pages(10);
  copy();
  add_pages(5);
  expect_all_after_power_cut();
}

TEST_F(Checkpoints, nothing_is_copied_when_a_connection_is_closed) {
  add_pages(3);
  const auto length = fs::file_size(fresh_.path());
  writer_.reset();
  EXPECT_EQ(fs::file_size(fresh_.path()), length);
  EXPECT_GT(fs::file_size(fresh_.path() + "-wal"), 3U * 4096);
}

TEST_P(SqliteTest, each_commit_is_one_sync) {
  fakes::LossyVfs disk(1);
  options_.sqlite_vfs = disk.name();
  ASSERT_TRUE(add_note(1, "a"));
  const auto syncs = disk.syncs();
  const auto commits = database().counts().commits;
  for (int i = 2; i <= 11; ++i) ASSERT_TRUE(add_note(i, "n"));
  EXPECT_EQ(disk.syncs() - syncs, 10);
  EXPECT_EQ(database().counts().commits - commits, 10);
  close();
}

TEST_P(SqliteTest, the_checkpointer_copies_the_wal_when_nothing_comes) {
  options_.checkpoint_idle = base::Milliseconds(1);
  ASSERT_TRUE(add_note(1, "a body to be found"));
  while (contents_of(fresh_.path()).find("a body to be found") == std::string::npos) {
    std::this_thread::sleep_for(base::Milliseconds(1));
  }
}

TEST_P(SqliteTest, a_writer_that_never_rests_does_not_grow_the_wal_forever) {
  options_.checkpoint_pages = 20;
  options_.wal_limit_pages = 100;
  constexpr std::uintmax_t kPage = 4096 + 24;
  std::uintmax_t largest = 0;
  for (int i = 0; i < 400; ++i) {
    ASSERT_TRUE(add_note(i, std::string(4000, 'x')));
    largest = std::max(largest, fs::file_size(wal()));
  }
  // 400 commits wrote more than 800 pages.
  EXPECT_LT(largest, 200 * kPage);
}

TEST_P(SqliteTest, a_reader_that_holds_its_snapshot_only_delays_the_checkpoint) {
  options_.checkpoint_pages = 4;
  ASSERT_TRUE(add_note(0, "a"));
  Gate gate;
  Outcomes outcomes;
  database().submit_read(
      [&](Connection& c) -> base::Status {
        MDG_TRY((c.rows<std::int64_t, std::string>(kListNotes)));
        return gate.work()(c);
      },
      outcomes.expect(0));
  gate.wait_until_entered();
  for (int i = 1; i <= 50; ++i) ASSERT_TRUE(add_note(i, "n"));
  gate.release();
  outcomes.wait_for(1);
  EXPECT_EQ(notes().size(), 51U);
}

TEST_P(SqliteTest, stop_leaves_one_file) {
  ASSERT_TRUE(add_note(1, "a"));
  database().stop();
  EXPECT_THAT(contents_of(wal()), IsEmpty());
  close();
  EXPECT_FALSE(fs::exists(wal()));
  EXPECT_THAT(notes(), ElementsAre("a"));
}

}  // namespace
}  // namespace madoguchi::storage
