#include "voice/sip/timers.h"

#include <cstdint>
#include <ctime>
#include <map>

#include "voice/sip/re.h"

// What is linked must be what was read: each of the nine functions works on the fields below, and
// inline functions of libre's headers look at `th`.
static_assert(sizeof(struct tmr) == sizeof(struct le) + 2 * sizeof(void*) + sizeof(std::uint64_t));

namespace madoguchi::voice {
namespace {

/// First by the time, then in the order in which they were started.
struct TimerKey {
  std::uint64_t at = 0;
  std::uintptr_t order = 0;
  auto operator<=>(const TimerKey&) const = default;
};

struct Timers {
  std::map<TimerKey, struct tmr*> running;
  std::uintptr_t started = 0;
};

/// libre's threads share nothing, so neither do their timers.
Timers& timers() {
  thread_local Timers own;
  return own;
}

std::uint64_t now_ms() {
  constexpr std::uint64_t kMillisecondsOfSecond = 1'000;
  constexpr std::uint64_t kNanosecondsOfMillisecond = 1'000'000;
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<std::uint64_t>(now.tv_sec) * kMillisecondsOfSecond +
         static_cast<std::uint64_t>(now.tv_nsec) / kNanosecondsOfMillisecond;
}

/// A running timer is in no list of libre: its list element holds our order.
TimerKey key_of(const struct tmr& timer) {
  return {timer.jfs, reinterpret_cast<std::uintptr_t>(timer.le.data)};
}

void unlist(struct tmr& timer) {
  if (timer.th == nullptr) return;
  timers().running.erase(key_of(timer));
  timer.th = nullptr;
}

void list(struct tmr& timer) {
  Timers& own = timers();
  timer.le.data = reinterpret_cast<void*>(++own.started);
  own.running.emplace(key_of(timer), &timer);
}

}  // namespace

std::size_t running_timers() { return timers().running.size(); }

}  // namespace madoguchi::voice

extern "C" {

using madoguchi::voice::now_ms;
using madoguchi::voice::timers;

void tmr_init(struct tmr* timer) {
  if (timer != nullptr) *timer = {};
}

void tmr_start(struct tmr* timer, std::uint64_t delay, tmr_h* handler, void* argument) {
  if (timer == nullptr) return;
  madoguchi::voice::unlist(*timer);
  timer->th = handler;
  timer->arg = argument;
  if (handler == nullptr) return;
  timer->jfs = now_ms() + delay;
  madoguchi::voice::list(*timer);
}

void tmr_cancel(struct tmr* timer) { tmr_start(timer, 0, nullptr, nullptr); }

/// What is started meanwhile waits for the next round, so that a timer of no delay starves nobody.
void tmr_poll(struct list*) {
  auto& own = timers();
  const std::uint64_t now = now_ms();
  const std::uintptr_t last = own.started;
  for (auto next = own.running.begin(); next != own.running.end() && next->first.at <= now;
       next = own.running.begin()) {
    if (next->first.order > last) return;
    struct tmr* timer = next->second;
    tmr_h* handler = timer->th;
    void* argument = timer->arg;
    madoguchi::voice::unlist(*timer);
    handler(argument);
  }
}

std::uint64_t tmr_jiffies() { return now_ms(); }

std::uint64_t tmr_next_timeout(struct list*) {
  const auto& running = timers().running;
  if (running.empty()) return 0;
  const std::uint64_t now = now_ms();
  const std::uint64_t first = running.begin()->first.at;
  return first <= now ? 1 : first - now;
}

std::uint64_t tmr_get_expire(const struct tmr* timer) {
  if (timer == nullptr || timer->th == nullptr) return 0;
  const std::uint64_t now = now_ms();
  return timer->jfs > now ? timer->jfs - now : 0;
}

int tmr_status(struct re_printf* print, void*) {
  return re_hprintf(print, "timers: %zu\n", timers().running.size());
}

void tmr_debug() {}

}  // extern "C"
