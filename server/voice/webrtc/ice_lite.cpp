#include "voice/webrtc/ice_lite.h"

#include <algorithm>
#include <string_view>

#include "voice/webrtc/stun.h"

namespace madoguchi::voice {
namespace {

constexpr std::size_t kHeader = 20;
constexpr std::size_t kUfragLength = 8;
constexpr std::size_t kPasswordLength = 24;
/// Beyond any check that a browser makes; spares libre what cannot be one.
constexpr std::size_t kMaxRequest = 548;

/// ice-char of RFC 8839 section 5.4: 64 of them, six bits each.
std::string ice_text(base::Random& random, std::size_t length) {
  constexpr std::string_view kCharacters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text(length, ' ');
  std::vector<std::byte> bytes(length);
  random.fill(bytes);
  for (std::size_t i = 0; i < length; ++i) {
    text[i] = kCharacters[std::to_integer<std::size_t>(bytes[i]) % kCharacters.size()];
  }
  return text;
}

bool is_binding_request(const stun_msg& message) {
  return stun_msg_class(&message) == STUN_CLASS_REQUEST &&
         stun_msg_method(&message) == STUN_METHOD_BINDING;
}

std::string_view username_of(const stun_msg& message) {
  const stun_attr* name = stun_msg_attr(&message, STUN_ATTR_USERNAME);
  return name == nullptr || name->v.username == nullptr ? std::string_view() : name->v.username;
}

bool is_signed_with(const stun_msg& message, const std::string& password) {
  return stun_msg_chk_fingerprint(&message) == 0 &&
         stun_msg_chk_mi(&message, reinterpret_cast<const std::uint8_t*>(password.data()),
                         password.size()) == 0;
}

}  // namespace

IceCredentials IceCredentials::make(base::Random& random) {
  return {ice_text(random, kUfragLength), ice_text(random, kPasswordLength)};
}

bool is_stun(Bytes datagram) {
  constexpr std::uint8_t kCookie[] = {0x21, 0x12, 0xA4, 0x42};
  return datagram.size() >= kHeader && datagram[0] <= 3 &&
         std::equal(std::begin(kCookie), std::end(kCookie), datagram.begin() + 4);
}

std::string request_ufrag(Bytes datagram) {
  if (!is_stun(datagram) || datagram.size() > kMaxRequest) return {};
  const auto read = read_stun(datagram);
  if (!read || !is_binding_request(*read->message)) return {};
  const std::string_view name = username_of(*read->message);
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? std::string() : std::string(name.substr(0, colon));
}

IceLite::IceLite(IceCredentials own, std::string their_ufrag)
    : own_(std::move(own)), their_ufrag_(std::move(their_ufrag)) {}

IceLite::Answer IceLite::receive(Bytes datagram, const NetAddress& source, MediaTime now) {
  if (!is_stun(datagram) || datagram.size() > kMaxRequest) return {};
  const auto read = read_stun(datagram);
  if (!read || !is_binding_request(*read->message)) return {};
  const stun_msg& request = *read->message;
  if (username_of(request) != own_.ufrag + ":" + their_ufrag_ ||
      !is_signed_with(request, own_.password)) {
    return {stun_error(*read, 401, "Unauthorized", {}), false};
  }
  if (read->unknown.typec > 0) {
    return {stun_error(*read, 420, "Unknown Attribute", own_.password), false};
  }
  // The lite side is always the controlled one (RFC 8445 section 6.1.1).
  if (stun_msg_attr(&request, STUN_ATTR_CONTROLLED) != nullptr) {
    return {stun_error(*read, 487, "Role Conflict", own_.password), false};
  }
  const bool is_nomination = stun_msg_attr(&request, STUN_ATTR_USE_CAND) != nullptr;
  if (is_nomination || !peer_) peer_ = source;
  if (peer_ == source) last_check_ = now;
  return {stun_success(request, own_.password, source), true};
}

bool IceLite::has_consent(MediaTime now) const {
  return last_check_ && now - *last_check_ < kConsent;
}

}  // namespace madoguchi::voice
