#pragma once

#include <condition_variable>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "fakes/fake_clock.h"
#include "fakes/fresh_database.h"
#include "storage/database.h"

namespace madoguchi::storage {

/// A result in words, for `ASSERT_TRUE(status) << why(status)`.
template <class T>
std::string why(const base::Result<T>& result) {
  return result ? "no error" : result.error().detail;
}

/// Tests of one database; the parameter is its dialect.
class StorageTest : public ::testing::TestWithParam<Dialect> {
 protected:
  StorageTest() : fresh_(GetParam()) {
    options_.url = fresh_.url();
    options_.migrations = std::span<const base::EmbeddedFile>(kSchema);
  }

  /// Opens `options_`; the table `notes` exists then.
  Database& open() {
    auto opened = Database::open(options_, clock_);
    if (!opened) throw std::runtime_error(opened.error().detail);
    database_ = std::move(*opened);
    return *database_;
  }
  Database& database() { return database_ ? *database_ : open(); }
  void close() { database_.reset(); }

  /// The bodies of all notes in the order of their ids.
  std::vector<std::string> notes();
  base::Status add_note(std::int64_t id, const std::string& body);

  static const std::vector<base::EmbeddedFile> kSchema;

  fakes::FakeClock clock_;
  fakes::FreshDatabase fresh_;
  DatabaseOptions options_;
  std::unique_ptr<Database> database_;
};

inline constexpr Sql kInsertNote{"notes.insert",
                                 "INSERT INTO notes (id, body) VALUES (:id, :body)"};
inline constexpr Sql kListNotes{"notes.list", "SELECT id, body FROM notes ORDER BY id"};
inline constexpr Sql kRenameNote{"notes.rename", "UPDATE notes SET body = :body WHERE id = :id"};

/// The work that inserts one note.
Database::Work inserting(std::int64_t id, std::string body);

/// Holds the writer (or a reader) inside a piece of work until release(), so that what is submitted
/// meanwhile becomes one batch.
class Gate {
 public:
  [[nodiscard]] Database::Work work();
  void wait_until_entered() { entered_.get_future().wait(); }
  void release() { released_.set_value(); }

 private:
  std::promise<void> entered_;
  std::promise<void> released_;
};

/// Collects outcomes in the order in which they are told.
class Outcomes {
 public:
  struct Outcome {
    int command;
    base::Status status;
  };
  [[nodiscard]] Database::Done expect(int command);
  /// Waits until `count` were told.
  std::vector<Outcome> wait_for(std::size_t count);

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Outcome> told_;
};

}  // namespace madoguchi::storage
