#pragma once

#include <atomic>
#include <future>
#include <memory>
#include <string>
#include <vector>

#include "features/live/console_hub.h"
#include "features/live/live_desk.h"
#include "features/sign_in/accounts_testing.h"

namespace madoguchi::features {

/// Lets commits fail as long as it is told so.
class FailingCommits final : public storage::CommitProbe {
 public:
  base::Status before_commit() override {
    if (!is_failing_) return {};
    return base::fail(base::ErrorCode::kUnavailable, "the disk is full");
  }
  std::atomic<bool> is_failing_{false};
};

/// A running desk over a database: the parameter. One service with three operators who may chat.
class LiveDeskTest : public AccountsTest {
 protected:
  LiveDeskTest();
  ~LiveDeskTest() override;

  /// Runs a command and waits for its answer.
  base::Result<Outcome> run(desk::Command command);
  /// The same; the test fails when it is refused.
  Outcome expect(desk::Command command);
  /// A thread with a customer of its own.
  base::ThreadId make_thread();
  base::Result<Outcome> write(base::ThreadId thread, const std::string& client_id,
                              const std::string& text = "こんにちは");
  void enter(base::OperatorId id);
  /// The right to phone, and something that rings.
  void give_phone(base::OperatorId id);
  /// It may be destroyed then: the writer has told it of its last commit.
  void stop_desk();
  /// As when the program starts anew over the same database; with a probe the database is opened
  /// anew, too, and the probe sees its commits.
  void restart_desk(std::shared_ptr<storage::CommitProbe> probe = nullptr);
  /// The answer to a question that is asked on the desk's thread.
  template <class F>
  std::invoke_result_t<F&> on_desk(F question) {
    std::promise<std::invoke_result_t<F&>> promise;
    live_->post_always([&] { promise.set_value(question()); });
    return promise.get_future().get();
  }
  /// Waits until the loop did everything that was asked of it so far.
  void settle();
  void wait_for_readers();
  /// Moves the clock and lets the loop notice.
  void pass(base::Milliseconds time);
  [[nodiscard]] std::vector<desk::Contact> live_contacts();
  /// The rows of contacts that are not ended, as a start would load them.
  [[nodiscard]] std::vector<desk::Contact> stored_contacts();

  Founded founded_;
  base::QueueId queue_;
  std::vector<base::OperatorId> people_;
  std::unique_ptr<LiveDesk> live_;
  std::unique_ptr<ConsoleHub> hub_;
  std::unordered_map<base::ThreadId, base::CustomerId> customers_;
};

}  // namespace madoguchi::features
