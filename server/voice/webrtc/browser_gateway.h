#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "voice/webrtc/browser_leg.h"
#include "voice/webrtc/browser_offer.h"

namespace madoguchi::voice {

/// Makes our end of what a browser offers. Safe to call from every thread.
class BrowserGateway {
 public:
  /// A leg that waits for the browser once it is opened on its media thread, and the session
  /// description that the browser needs to get there.
  struct End {
    std::shared_ptr<BrowserLeg> leg;
    std::string answer;
    Codec codec = Codec::kPcmu;
  };

  /// `hosts`: under which browsers reach us, one at least. kInternal: OpenSSL makes no certificate.
  [[nodiscard]] static base::Result<std::unique_ptr<BrowserGateway>> open(
      std::vector<std::string> hosts);

  /// `wanted`: the codec of the call's other side, so that nothing has to be transcoded. kConflict:
  /// no common codec.
  [[nodiscard]] base::Result<End> prepare(const BrowserOffer& offer,
                                          const std::shared_ptr<BrowserPort>& port,
                                          std::optional<Codec> wanted = std::nullopt);

 private:
  BrowserGateway(DtlsIdentity identity, std::vector<std::string> hosts)
      : identity_(std::move(identity)), hosts_(std::move(hosts)) {}

  const DtlsIdentity identity_;
  const std::vector<std::string> hosts_;
  base::SystemRandom random_;
};

}  // namespace madoguchi::voice
