#include "voice/sip/trunk_ping.h"

#include <algorithm>
#include <exception>

#include <spdlog/spdlog.h>

#include "voice/sip/sip_uri.h"

namespace madoguchi::voice {
namespace {

using std::chrono::milliseconds;

TrunkCheck with_patience_of_interval(TrunkCheck check) {
  check.patience = std::min(check.patience, check.interval);
  return check;
}

}  // namespace

TrunkFault fault_of_options(std::uint16_t status) {
  constexpr std::uint16_t kForbidden = 403;
  constexpr std::uint16_t kRequestTimeout = 408;
  constexpr std::uint16_t kServerFailure = 500;
  constexpr std::uint16_t kNotImplemented = 501;
  constexpr std::uint16_t kGlobalFailure = 600;
  const bool has_failed =
      status >= kServerFailure && status < kGlobalFailure && status != kNotImplemented;
  const bool takes_no_calls = has_failed || status == kForbidden || status == kRequestTimeout;
  return takes_no_calls ? TrunkFault::kRefused : TrunkFault::kNone;
}

TrunkPing::TrunkPing(const Trunk& trunk, const CallMeans& means, TrunkCheck check,
                     TrunkListener& listener)
    : trunk_(trunk),
      means_(means),
      check_(with_patience_of_interval(check)),
      listener_(listener),
      peer_(signalling_host(trunk_)) {
  tmr_init(&timer_);
}

void TrunkPing::ask() {
  const auto done = [this](int error, const sip_msg* response) { take(error, response); };
  request_ = std::make_unique<OptionsRequest>(done);
  wait(Step::kAsked, milliseconds(check_.patience) / 2);
  const int error = request_->send(*means_.stack, trunk_uri(trunk_), means_.contact(trunk_.is_tcp));
  if (error != 0) tell({network_fault(error), 0});
}

/// TCP tells by itself what is wrong.
void TrunkPing::probe() {
  if (!trunk_.is_tcp) probe_.emplace(means_.local, peer_);
  wait(Step::kProbed, milliseconds(check_.patience) / 2);
}

void TrunkPing::take(int error, const sip_msg* response) {
  if (response == nullptr) return tell({network_fault(error), 0});
  tell({fault_of_options(response->scode), response->scode});
}

void TrunkPing::tell(TrunkAnswer answer) {
  request_.reset();
  probe_.reset();
  // The next one begins an interval after this one: what was over at once does not come sooner.
  const milliseconds used = step_ == Step::kProbed ? check_.patience : milliseconds(0);
  wait(Step::kPause, check_.interval - used);
  listener_.on_answer(trunk_.name, answer);
}

void TrunkPing::wait(Step step, milliseconds time) {
  step_ = step;
  tmr_start(&timer_, static_cast<std::uint64_t>(time.count()), on_timer, this);
}

void TrunkPing::go_on() {
  switch (step_) {
    case Step::kPause:
      return ask();
    case Step::kAsked:
      return probe();
    case Step::kProbed:
      return tell({probe_ ? probe_->fault() : TrunkFault::kNoAnswer, 0});
  }
}

// Called by libre, which is C: nothing may be thrown through it.

void TrunkPing::on_timer(void* self) try {
  static_cast<TrunkPing*>(self)->go_on();
} catch (const std::exception& problem) {
  spdlog::error("asking a trunk failed: {}", problem.what());
}

}  // namespace madoguchi::voice
