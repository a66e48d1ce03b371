#include "voice/media/media_thread.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include <pthread.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <unistd.h>

namespace madoguchi::voice {
namespace {

constexpr std::size_t kMaxTasks = 16'384;
constexpr int kEventsAtOnce = 256;

base::Status unavailable(const char* what) {
  return base::fail(base::ErrorCode::kUnavailable,
                    std::string(what) + ": " + std::generic_category().message(errno));
}

bool watch(int epoll, int fd) {
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.fd = fd;
  return ::epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) == 0;
}

/// How often it has counted since the last time.
std::uint64_t read_count(int fd) {
  std::uint64_t count = 0;
  return ::read(fd, &count, sizeof(count)) == sizeof(count) ? count : 0;
}

}  // namespace

MediaThread::Descriptor::~Descriptor() {
  if (fd_ >= 0) ::close(fd_);
}

MediaThread::MediaThread()
    : epoll_(::epoll_create1(EPOLL_CLOEXEC)),
      timer_(::timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC)),
      wake_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)),
      tasks_(kMaxTasks) {}

MediaThread::~MediaThread() { stop(); }

base::Result<std::unique_ptr<MediaThread>> MediaThread::start() {
  std::unique_ptr<MediaThread> made(new MediaThread);
  MDG_TRY(made->open());
  made->thread_ = std::thread([loop = made.get()] { loop->run(); });
  return made;
}

base::Status MediaThread::open() {
  constexpr long kNanoseconds = std::chrono::nanoseconds(kTick).count();
  const itimerspec every{{0, kNanoseconds}, {0, kNanoseconds}};
  if (::timerfd_settime(timer_.get(), 0, &every, nullptr) != 0) return unavailable("timerfd");
  if (!watch(epoll_.get(), timer_.get())) return unavailable("epoll");
  if (!watch(epoll_.get(), wake_.get())) return unavailable("epoll");
  return {};
}

void MediaThread::wake() const {
  const std::uint64_t one = 1;
  // A full counter wakes the loop as well.
  (void)!::write(wake_.get(), &one, sizeof(one));
}

bool MediaThread::post(TaskQueue::Task task) {
  const auto posted = tasks_.post(std::move(task));
  if (posted == TaskQueue::Posted::kFirst) wake();
  return posted != TaskQueue::Posted::kRefused;
}

bool MediaThread::add(std::shared_ptr<MediaTenant> tenant) {
  return post([this, tenant = std::move(tenant)]() mutable { move_in(std::move(tenant)); });
}

bool MediaThread::post_always(TaskQueue::Task task) {
  const auto posted = tasks_.post_always(std::move(task));
  if (posted == TaskQueue::Posted::kFirst) wake();
  return posted != TaskQueue::Posted::kRefused;
}

void MediaThread::remove(std::shared_ptr<MediaTenant> tenant) {
  post_always([this, tenant = std::move(tenant)] { move_out(*tenant); });
}

void MediaThread::stop() {
  if (!thread_.joinable()) return;
  tasks_.close();
  is_stopping_ = true;
  wake();
  thread_.join();
}

void MediaThread::run() {
  ::pthread_setname_np(::pthread_self(), "media");
  std::array<epoll_event, kEventsAtOnce> events{};
  while (true) {
    const bool is_last = is_stopping_;
    const int count = ::epoll_wait(epoll_.get(), events.data(), kEventsAtOnce, -1);
    for (int i = 0; i < count; ++i) on_event(events[static_cast<std::size_t>(i)].data.fd);
    if (!is_last) continue;
    run_tasks();
    tenants_.clear();
    return;
  }
}

void MediaThread::on_event(int fd) {
  if (fd == timer_.get()) return tick();
  if (fd == wake_.get()) {
    (void)read_count(fd);
    return run_tasks();
  }
  const auto place = static_cast<std::size_t>(fd);
  // A tenant that moved out may still have an event in this round.
  MediaTenant* tenant = place < by_fd_.size() ? by_fd_[place] : nullptr;
  if (tenant != nullptr) tenant->on_readable(fd, std::chrono::steady_clock::now());
}

void MediaThread::run_tasks() {
  for (TaskQueue::Task& task : tasks_.take()) {
    task();
    task = nullptr;  // what it held ends on this thread, before the next one
  }
}

void MediaThread::tick() {
  const std::uint64_t ticks = read_count(timer_.get());
  if (ticks > 1) late_ticks_ += static_cast<std::int64_t>(ticks - 1);
  const MediaTime now = std::chrono::steady_clock::now();
  for (const auto& tenant : tenants_) tenant->on_tick(now);
}

void MediaThread::move_in(std::shared_ptr<MediaTenant> tenant) {
  for (const int fd : tenant->sockets()) {
    const auto place = static_cast<std::size_t>(fd);
    if (by_fd_.size() <= place) by_fd_.resize(place + 1);
    by_fd_[place] = tenant.get();
    watch(epoll_.get(), fd);
  }
  tenants_.push_back(std::move(tenant));
}

void MediaThread::move_out(const MediaTenant& tenant) {
  for (const int fd : tenant.sockets()) {
    const auto place = static_cast<std::size_t>(fd);
    if (place < by_fd_.size() && by_fd_[place] == &tenant) by_fd_[place] = nullptr;
    ::epoll_ctl(epoll_.get(), EPOLL_CTL_DEL, fd, nullptr);
  }
  std::erase_if(tenants_, [&](const auto& other) { return other.get() == &tenant; });
}

}  // namespace madoguchi::voice
