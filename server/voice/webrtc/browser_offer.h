#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "voice/sip/sdp.h"
#include "voice/webrtc/ice_lite.h"

namespace madoguchi::voice {

/// What a browser's offer (RFC 8829) says of the first audio stream that we can use.
struct BrowserOffer {
  std::string mid;
  std::string ufrag;
  std::string fingerprint;         ///< "sha-256 4A:..."
  std::vector<SdpFormat> formats;  ///< those we know, the browser's favourite first
  SdpDirection direction;
  bool is_bundled = false;  ///< its mid stands in a=group:BUNDLE
  /// All media in their order: an answer has as many, and refuses all but `index`.
  struct Medium {
    std::string kind;
    std::string protocol;
    std::string first_format;
    std::string mid;  ///< empty: none
  };
  std::vector<Medium> media;
  std::size_t index = 0;
};

/// kInvalidInput with the field "offer" and what was expected: an audio section over
/// UDP/TLS/RTP/SAVPF with ICE credentials, a sha-256 fingerprint, rtcp-mux, a mid, and
/// a=setup:actpass or active. At most 64 KiB and 64 media. The browser's candidates are not read:
/// the lite side of ICE does not need them. Safe to call from every thread.
[[nodiscard]] base::Result<BrowserOffer> read_browser_offer(std::string_view text);

/// Our end, for the answer.
struct BrowserAnswer {
  IceCredentials ice;
  std::string fingerprint;         ///< of DtlsIdentity
  std::vector<std::string> hosts;  ///< the addresses of the candidates, best first; one at least
  std::uint16_t port = 0;
  std::uint32_t ssrc = 0;
  std::string cname;
  std::uint64_t session_id = 0;
};

/// The description that accepts the offer's audio with this format: ICE-lite (RFC 8839), passive in
/// DTLS, all on one port.
[[nodiscard]] std::string write_browser_answer(const BrowserAnswer& ours,
                                               const BrowserOffer& theirs,
                                               const MediaFormat& format);

}  // namespace madoguchi::voice
