#include "voice/webrtc/webrtc_testing.h"

#include <algorithm>
#include <utility>

#include <gtest/gtest.h>
#include <openssl/hmac.h>
#include <zlib.h>

namespace madoguchi::voice {
namespace {

constexpr std::size_t kHeader = 20;
constexpr std::uint16_t kUsername = 0x0006;
constexpr std::uint16_t kIntegrity = 0x0008;
constexpr std::uint16_t kErrorCode = 0x0009;
constexpr std::uint16_t kXorMapped = 0x0020;
constexpr std::uint16_t kUseCandidate = 0x0025;
constexpr std::uint16_t kFingerprint = 0x8028;
constexpr std::uint16_t kControlled = 0x8029;
constexpr std::uint16_t kControlling = 0x802A;
constexpr std::uint32_t kFingerprintXor = 0x5354554E;

void put16(Datagram& out, std::size_t value) {
  out.push_back(static_cast<std::uint8_t>(value >> 8));
  out.push_back(static_cast<std::uint8_t>(value));
}

void put32(Datagram& out, std::uint32_t value) {
  put16(out, value >> 16);
  put16(out, value & 0xFFFF);
}

void set_length(Datagram& message, std::size_t length) {
  message[2] = static_cast<std::uint8_t>(length >> 8);
  message[3] = static_cast<std::uint8_t>(length);
}

void put_attribute(Datagram& message, std::uint16_t type, std::string_view value) {
  put16(message, type);
  put16(message, value.size());
  message.insert(message.end(), value.begin(), value.end());
  while (message.size() % 4 != 0) message.push_back(0);
  set_length(message, message.size() - kHeader);
}

std::string hmac_of(const Datagram& message, std::size_t size, const std::string& password) {
  unsigned int length = 0;
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  HMAC(EVP_sha1(), password.data(), static_cast<int>(password.size()), message.data(), size,
       digest.data(), &length);
  return {digest.begin(), digest.begin() + length};
}

/// Where the value of an attribute begins; 0 when there is none.
std::size_t find_attribute(const Datagram& message, std::uint16_t wanted) {
  for (std::size_t at = kHeader; at + 4 <= message.size();) {
    const int type = message[at] << 8 | message[at + 1];
    const std::size_t length = static_cast<std::size_t>(message[at + 2] << 8 | message[at + 3]);
    if (type == wanted) return at + 4;
    at += 4 + (length + 3) / 4 * 4;
  }
  return 0;
}

}  // namespace

Datagram StunRequest::bytes() const {
  Datagram message;
  put16(message, 0x0001);
  put16(message, 0);
  put32(message, 0x2112A442);
  for (char c = 'a'; c < 'a' + 12; ++c) message.push_back(static_cast<std::uint8_t>(c));
  put_attribute(message, kUsername, username);
  put_attribute(message, is_controlled ? kControlled : kControlling, "12345678");
  if (is_nomination) put_attribute(message, kUseCandidate, "");
  if (has_unknown) put_attribute(message, 0x7FF0, "?");
  const std::size_t unsigned_size = message.size();
  set_length(message, unsigned_size + 24 - kHeader);
  const std::string digest = hmac_of(message, unsigned_size, password);
  put_attribute(message, kIntegrity, digest);
  if (!has_fingerprint) return message;
  const std::size_t signed_size = message.size();
  set_length(message, signed_size + 8 - kHeader);
  const auto sum =
      static_cast<std::uint32_t>(crc32(0, message.data(), static_cast<unsigned int>(signed_size)));
  Datagram value;
  put32(value, sum ^ kFingerprintXor);
  put_attribute(message, kFingerprint, {reinterpret_cast<const char*>(value.data()), value.size()});
  return message;
}

int stun_type(const Datagram& datagram) { return datagram[0] << 8 | datagram[1]; }

int stun_code(const Datagram& datagram) {
  const std::size_t at = find_attribute(datagram, kErrorCode);
  return at == 0 ? 0 : datagram[at + 2] * 100 + datagram[at + 3];
}

bool is_stun_signed(const Datagram& datagram, const std::string& password) {
  const std::size_t at = find_attribute(datagram, kIntegrity);
  if (at == 0) return false;
  Datagram before(datagram.begin(), datagram.begin() + static_cast<std::ptrdiff_t>(at - 4));
  set_length(before, at + 20 - kHeader);
  const std::string expected = hmac_of(before, before.size(), password);
  return std::equal(expected.begin(), expected.end(), datagram.begin() + static_cast<long>(at),
                    [](char a, std::uint8_t b) { return static_cast<std::uint8_t>(a) == b; });
}

int stun_mapped_port(const Datagram& datagram) {
  const std::size_t at = find_attribute(datagram, kXorMapped);
  return at == 0 ? 0 : (datagram[at + 2] << 8 | datagram[at + 3]) ^ 0x2112;
}

Datagram rtp_datagram(std::uint32_t ssrc, std::uint16_t sequence, std::string_view payload) {
  Datagram packet{0x80, 0};
  put16(packet, sequence);
  put32(packet, sequence * 160U);
  put32(packet, ssrc);
  packet.insert(packet.end(), payload.begin(), payload.end());
  return packet;
}

DtlsPair::DtlsPair(std::string expected_by_server, std::string expected_by_client)
    : server_identity(*DtlsIdentity::make()), client_identity(*DtlsIdentity::make()) {
  const auto into = [](std::vector<Datagram>& queue) {
    return [&queue](Bytes bytes) { queue.emplace_back(bytes.begin(), bytes.end()); };
  };
  if (expected_by_server.empty()) expected_by_server = client_identity.fingerprint();
  if (expected_by_client.empty()) expected_by_client = server_identity.fingerprint();
  server.emplace(*DtlsSession::start(server_identity, DtlsSession::Role::kServer,
                                     expected_by_server, into(to_client)));
  client.emplace(*DtlsSession::start(client_identity, DtlsSession::Role::kClient,
                                     expected_by_client, into(to_server)));
}

void DtlsPair::exchange() {
  while (!to_server.empty() || !to_client.empty()) {
    for (const Datagram& datagram : std::exchange(to_server, {})) server->receive(datagram);
    for (const Datagram& datagram : std::exchange(to_client, {})) client->receive(datagram);
  }
}

}  // namespace madoguchi::voice
