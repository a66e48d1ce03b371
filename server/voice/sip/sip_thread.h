#pragma once

#include <functional>
#include <mutex>
#include <thread>

#include "base/result.h"
#include "voice/sip/re.h"
#include "voice/task_queue.h"

namespace madoguchi::voice {

/// The thread on which libre's loop runs and to which all its objects belong. There is one in a
/// process.
class SipThread {
 public:
  struct Hooks {
    /// On the thread, before the loop: opens what lives there. An error ends the start.
    std::function<base::Status()> open;
    /// On the thread, when it is to end; the loop goes on for half a second so that what was
    /// said here is sent. True: there is something to wait for.
    std::function<bool()> close;
    /// On the thread, after the loop: gives every libre object back.
    std::function<void()> clear;
  };

  SipThread() : tasks_(kMaxTasks) {}
  ~SipThread() { stop(); }
  SipThread(const SipThread&) = delete;
  SipThread& operator=(const SipThread&) = delete;

  /// Comes back when Hooks::open has run.
  [[nodiscard]] base::Status start(Hooks hooks);
  void stop();

  /// False when too much waits or the thread ends. From every thread.
  [[nodiscard]] bool post(TaskQueue::Task task);
  /// For what is bounded by the number of calls.
  void post_always(TaskQueue::Task task);

 private:
  static constexpr std::size_t kMaxTasks = 16'384;

  void run(const std::function<void(base::Status)>& opened);
  [[nodiscard]] base::Status open();
  void wake(TaskQueue::Posted posted);
  void run_tasks();
  void begin_to_end();
  static void on_wake(int id, void* data, void* self);
  static void on_farewell_over(void* self);

  Hooks hooks_;
  TaskQueue tasks_;
  std::mutex wake_mutex_;
  RePtr<mqueue> wake_;  ///< made and given back on the thread, pushed from every thread in between
  struct tmr farewell_ {};
  std::thread thread_;
};

}  // namespace madoguchi::voice
