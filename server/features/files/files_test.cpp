// Files that people send: who gets at them, and how long they are kept.

#include <thread>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>

#include "features/files/files_service.h"
#include "features/files/message_files.h"
#include "features/live/live_desk_async.h"
#include "features/live/live_testing.h"

namespace madoguchi::features {
namespace {

namespace fs = std::filesystem;

class FilesTest : public LiveDeskTest {
 protected:
  FilesTest() : thread_(make_thread()) {
    enter(people_[0]);
    contact_ = write(thread_, "client-1")->contact;
  }
  ~FilesTest() override { pool_.stop(); }

  File add(const FileUser& user, const std::string& bytes) {
    const auto file = run_to_end(files_.add(founded_.service, user, "a.txt", bytes));
    EXPECT_TRUE(file) << file.error().detail;
    return file ? *file : File{};
  }
  /// What operator 0 writes, with a file.
  void write_with(const File& file, desk::MessageKind kind) {
    desk::WriteAsOperator command{founded_.service,
                                  contact_,
                                  people_[0],
                                  kind,
                                  {base::to_string(file.id), {"text", {file.id}}}};
    const auto outcome = run_to_end(features::run(*live_, command, std::vector<File>{file}));
    EXPECT_TRUE(outcome) << outcome.error().detail;
  }
  bool can_read(const FileUser& user, const File& file) {
    return run_to_end(files_.read(founded_.service, user, file.id)).has_value();
  }
  void keep_house_after(base::Milliseconds time) {
    clock_.advance(time);
    EXPECT_TRUE(run_to_end(files_.keep_house()));
  }
  std::size_t files_on_disk() {
    std::size_t count = 0;
    for (const auto& entry : fs::recursive_directory_iterator(data_folder_)) {
      count += entry.is_regular_file() ? 1 : 0;
    }
    return count;
  }

  const FileUser operator_{.sender = people_[0]};
  const FileUser uploader_{.visitor = base::VisitorId(5)};
  base::ThreadId thread_;
  base::ContactId contact_;
  boost::asio::io_context io_;  ///< outlives the threads that post to it
  base::WorkerPool pool_{1, 64};
  FilesService files_{*database_, pool_, ids_, clock_, data_folder_};
};
INSTANTIATE_TEST_SUITE_P(Both, FilesTest,
                         ::testing::Values(storage::Dialect::kSqlite, storage::Dialect::kPostgres),
                         fakes::DialectName());

TEST_P(FilesTest, a_visitor_gets_files_of_replies_and_none_of_notes) {
  const FileUser visitor{.visitor = base::VisitorId(5), .thread = thread_};
  const File reply = add(operator_, "for the customer");
  const File note = add(operator_, "for colleagues");
  write_with(reply, desk::MessageKind::kReply);
  write_with(note, desk::MessageKind::kNote);
  EXPECT_TRUE(can_read(visitor, reply));
  EXPECT_FALSE(can_read(visitor, note));
  EXPECT_TRUE(can_read({.sender = people_[1]}, note));
  EXPECT_FALSE(can_read({.visitor = base::VisitorId(6), .thread = make_thread()}, reply));
}

TEST_P(FilesTest, a_file_that_nobody_sent_goes_after_a_day) {
  const File sent = add(operator_, "sent");
  write_with(sent, desk::MessageKind::kReply);
  const File left = add(uploader_, "left alone");
  keep_house_after(std::chrono::hours(24));
  EXPECT_TRUE(can_read(uploader_, left)) << "not yet";
  keep_house_after(base::Milliseconds(1));
  EXPECT_FALSE(can_read(uploader_, left));
  EXPECT_TRUE(can_read(operator_, sent));
  EXPECT_EQ(count_rows("files"), 1);
  EXPECT_EQ(count_rows("file_contents"), 1);
  EXPECT_EQ(files_on_disk(), 1u);
}

TEST_P(FilesTest, bytes_stay_as_long_as_one_file_has_them) {
  const File sent = add(operator_, "the same");
  write_with(sent, desk::MessageKind::kReply);
  add(uploader_, "the same");
  add(uploader_, "the same");
  keep_house_after(std::chrono::hours(25));
  EXPECT_EQ(count_rows("files"), 1);
  EXPECT_TRUE(can_read(operator_, sent));
}

TEST_P(FilesTest, more_than_one_round_of_files_goes_at_once) {
  for (int n = 0; n < 501; ++n) add(uploader_, "the same");
  keep_house_after(std::chrono::hours(25));
  EXPECT_EQ(count_rows("files"), 0);
  EXPECT_EQ(files_on_disk(), 0u);
}

TEST_P(FilesTest, bytes_stay_when_the_end_of_their_row_is_not_stored) {
  const auto commits = std::make_shared<FailingCommits>();
  restart_desk(commits);
  FilesService files{*database_, pool_, ids_, clock_, data_folder_};
  const auto left = run_to_end(files.add(founded_.service, uploader_, "a.txt", "left alone"));
  ASSERT_TRUE(left);
  clock_.advance(std::chrono::hours(25));
  commits->is_failing_ = true;
  EXPECT_FALSE(run_to_end(files.keep_house()));
  commits->is_failing_ = false;
  EXPECT_TRUE(run_to_end(files.read(founded_.service, uploader_, left->id)));
  EXPECT_TRUE(run_to_end(files.keep_house()));
  EXPECT_EQ(files_on_disk(), 0u);
}

TEST_P(FilesTest, bytes_that_come_again_while_the_old_ones_go_stay) {
  add(uploader_, "the same");
  clock_.advance(std::chrono::hours(25));
  std::promise<void> uploaded;
  std::future<base::Status> house;
  // The writer is busy: both wait for it, the deletion of the old row before the new one.
  const auto hold = [&](storage::Connection&) {
    uploaded.get_future().wait();
    return base::Status{};
  };
  database_->submit(hold, [](base::Status) {});
  house = boost::asio::co_spawn(io_, files_.keep_house(), boost::asio::use_future);
  auto file = boost::asio::co_spawn(
      io_, files_.add(founded_.service, uploader_, "b.txt", "the same"), boost::asio::use_future);
  const auto queued = database_->counts().queued;
  std::jthread loop([&] { io_.run(); });
  while (database_->counts().queued < queued + 2) std::this_thread::yield();
  uploaded.set_value();
  loop.join();
  ASSERT_TRUE(house.get());
  const auto added = file.get();
  ASSERT_TRUE(added);
  EXPECT_TRUE(can_read(uploader_, *added));
  stop_desk();
}

}  // namespace
}  // namespace madoguchi::features
