#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/random.h"
#include "voice/media/media_thread.h"
#include "voice/media/udp_socket.h"

namespace madoguchi::voice {

/// User fragment and password of one side (RFC 8839 section 5.4).
struct IceCredentials {
  std::string ufrag;
  std::string password;

  /// 48 and 144 bits, so that two sessions never meet and no password is guessed.
  [[nodiscard]] static IceCredentials make(base::Random& random);
};

/// First byte 0 to 3 and the magic cookie (RFC 7983, RFC 8489 section 5).
[[nodiscard]] bool is_stun(Bytes datagram);
/// Our half of USERNAME in a binding request, by which a shared port knows whom it is for; empty
/// when it is none. Says nothing about whether the request is genuine.
[[nodiscard]] std::string request_ufrag(Bytes datagram);

/// The lite side of ICE (RFC 8445 section 2.5): it answers connectivity checks and never sends any.
/// The browser decides; the address of its last check that says USE-CANDIDATE is where media go.
/// Media thread.
class IceLite {
 public:
  /// Without a check for so long the other side no longer wants media (RFC 7675 section 5.1).
  static constexpr std::chrono::seconds kConsent{30};

  struct Answer {
    std::vector<std::uint8_t> reply;  ///< empty: what came deserves none
    bool is_genuine = false;          ///< a check of the other side, with our password
  };

  /// `their_ufrag` as in the other side's session description.
  IceLite(IceCredentials own, std::string their_ufrag);

  [[nodiscard]] const IceCredentials& own() const { return own_; }
  [[nodiscard]] Answer receive(Bytes datagram, const NetAddress& source, MediaTime now);

  /// Where media go: the nominated address, before that the first that was checked.
  [[nodiscard]] const std::optional<NetAddress>& peer() const { return peer_; }
  /// The last check from there.
  [[nodiscard]] const std::optional<MediaTime>& last_check() const { return last_check_; }
  /// Not before the first check.
  [[nodiscard]] bool has_consent(MediaTime now) const;

 private:
  IceCredentials own_;
  std::string their_ufrag_;
  std::optional<NetAddress> peer_;
  std::optional<MediaTime> last_check_;
};

}  // namespace madoguchi::voice
