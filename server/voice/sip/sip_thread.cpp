#include "voice/sip/sip_thread.h"

#include <algorithm>
#include <exception>
#include <future>

#include <pthread.h>
#include <spdlog/spdlog.h>
#include <sys/resource.h>

namespace madoguchi::voice {
namespace {

constexpr std::uint64_t kFarewellMs = 500;
constexpr rlim_t kMostDescriptors = 65'536;

/// libre keeps a table by descriptor number; sockets of all threads share the numbers.
int descriptors_allowed() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return 1024;
  return static_cast<int>(std::min(limit.rlim_cur, kMostDescriptors));
}

base::Status failed(const char* what) {
  return base::fail(base::ErrorCode::kInternal, std::string("libre: ") + what);
}

}  // namespace

base::Status SipThread::start(Hooks hooks) {
  hooks_ = std::move(hooks);
  std::promise<base::Status> opened;
  auto result = opened.get_future();
  thread_ = std::thread([this, &opened] {
    run([&opened](base::Status status) { opened.set_value(std::move(status)); });
  });
  base::Status status = result.get();
  if (!status) thread_.join();
  return status;
}

base::Status SipThread::open() {
  // The first call in a process prepares OpenSSL and libre's random numbers too.
  if (libre_init() != 0 || re_thread_init() != 0) return failed("no thread");
  if (fd_setsize(descriptors_allowed()) != 0) return failed("no table of descriptors");
  mqueue* made = nullptr;
  if (mqueue_alloc(&made, on_wake, this) != 0) return failed("no queue");
  {
    const std::lock_guard lock(wake_mutex_);
    wake_.reset(made);
  }
  return hooks_.open();
}

void SipThread::run(const std::function<void(base::Status)>& opened) {
  ::pthread_setname_np(::pthread_self(), "sip");
  base::Status status = open();
  const bool is_open = status.has_value();
  opened(std::move(status));
  if (is_open) re_main(nullptr);
  hooks_.clear();
  tmr_cancel(&farewell_);
  {
    const std::lock_guard lock(wake_mutex_);
    wake_.reset();
  }
  re_thread_close();
}

void SipThread::stop() {
  if (!thread_.joinable()) return;
  post_always([this] { begin_to_end(); });
  thread_.join();
}

void SipThread::begin_to_end() {
  tasks_.close();
  if (hooks_.close()) {
    tmr_start(&farewell_, kFarewellMs, on_farewell_over, this);
  } else {
    re_cancel();
  }
}

void SipThread::on_farewell_over(void*) { re_cancel(); }

/// One message wakes the loop for all tasks that wait, so libre's pipe is never full.
void SipThread::wake(TaskQueue::Posted posted) {
  if (posted != TaskQueue::Posted::kFirst) return;
  const std::lock_guard lock(wake_mutex_);
  if (wake_) mqueue_push(wake_.get(), 0, nullptr);
}

bool SipThread::post(TaskQueue::Task task) {
  const auto posted = tasks_.post(std::move(task));
  wake(posted);
  return posted != TaskQueue::Posted::kRefused;
}

void SipThread::post_always(TaskQueue::Task task) { wake(tasks_.post_always(std::move(task))); }

void SipThread::on_wake(int, void*, void* self) { static_cast<SipThread*>(self)->run_tasks(); }

/// No exception may cross libre, which is C: the task dies, the loop lives.
void SipThread::run_tasks() {
  for (TaskQueue::Task& task : tasks_.take()) {
    try {
      task();
    } catch (const std::exception& error) {
      spdlog::error("a task of the SIP thread failed: {}", error.what());
    }
  }
}

}  // namespace madoguchi::voice
