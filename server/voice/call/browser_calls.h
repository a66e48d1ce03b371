#pragma once

#include <memory>
#include <string>
#include <vector>

#include "voice/call/live_calls.h"
#include "voice/call/media_lanes.h"
#include "voice/telephone.h"

namespace madoguchi::voice {

/// What begins with the offer of a browser: the operator's side of a call, a call whose customer is
/// in the browser, an echo. SIP thread, but for open(). Each of them replies when it succeeds.
class BrowserCalls {
 public:
  /// Both outlive it.
  BrowserCalls(MediaLanes& lanes, LiveCalls& calls) : lanes_(lanes), calls_(calls) {}

  /// `hosts`: see BrowserGateway::open().
  [[nodiscard]] base::Status open(std::vector<std::string> hosts);

  /// See Telephone::connect_browser().
  [[nodiscard]] base::Status connect_operator(TelephoneCall& call, const BrowserOffer& offer,
                                              const DescriptionReply& reply);
  /// See Telephone::open_web_call().
  [[nodiscard]] base::Status begin_call(CallId call, const BrowserOffer& offer,
                                        const DescriptionReply& reply);
  /// See Telephone::open_echo(). It ends by itself, at the latest with its thread.
  [[nodiscard]] base::Status begin_echo(const BrowserOffer& offer, const DescriptionReply& reply);

 private:
  MediaLanes& lanes_;
  LiveCalls& calls_;
  std::unique_ptr<BrowserGateway> gateway_;
  std::shared_ptr<void> echoes_ = std::make_shared<int>();  ///< one reference more for each echo
};

}  // namespace madoguchi::voice
