#pragma once

#include <memory>
#include <optional>

#include "voice/sip/call_means.h"
#include "voice/sip/options_request.h"
#include "voice/sip/path_probe.h"
#include "voice/sip/trunk_listener.h"

namespace madoguchi::voice {

/// Asks a trunk now and then whether it is there (OPTIONS, RFC 3261 section 11), the first time at
/// once. Whoever answers at all is there, unless it says that it takes no calls. When nothing came
/// after half of the patience, the network is asked why. SIP thread; means and listener outlive it.
class TrunkPing {
 public:
  /// `check.interval` is not 0.
  TrunkPing(const Trunk& trunk, const CallMeans& means, TrunkCheck check, TrunkListener& listener);
  ~TrunkPing() { tmr_cancel(&timer_); }
  TrunkPing(const TrunkPing&) = delete;
  TrunkPing& operator=(const TrunkPing&) = delete;

  void begin() { ask(); }

 private:
  enum class Step { kPause, kAsked, kProbed };

  static void on_timer(void* self);
  void go_on();
  void ask();
  void probe();
  void take(int error, const sip_msg* response);
  void tell(TrunkAnswer answer);
  void wait(Step step, std::chrono::milliseconds time);

  const Trunk trunk_;
  const CallMeans& means_;
  const TrunkCheck check_;
  TrunkListener& listener_;
  const NetAddress peer_;
  std::unique_ptr<OptionsRequest> request_;
  std::optional<PathProbe> probe_;
  Step step_ = Step::kPause;
  struct tmr timer_ {};
};

/// What a response to OPTIONS says: it would be the one to an INVITE (RFC 3261 section 11.2). Who
/// does not know OPTIONS (405, 501) or wants a proof of who we are (401, 407) is there.
[[nodiscard]] TrunkFault fault_of_options(std::uint16_t status);

}  // namespace madoguchi::voice
