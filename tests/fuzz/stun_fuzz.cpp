// Connectivity checks, as anybody can send them to the port of the browsers.
#include <cstddef>
#include <cstdint>

#include "require.h"
#include "voice/webrtc/ice_lite.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace madoguchi::voice;
  using madoguchi::fuzz::require;
  const Bytes datagram(data, size);
  const NetAddress source = *NetAddress::parse("192.0.2.1", 4000);
  IceLite ice({"ours", "our-password-of-24-chars"}, "them");
  const auto answer = ice.receive(datagram, source, MediaTime{});
  require(answer.reply.empty() || is_stun(answer.reply));
  require(answer.is_genuine == ice.peer().has_value());
  // An answer to somebody who only pretends to be there must not be much more than the question.
  if (!answer.is_genuine) require(answer.reply.size() <= size + 64);
  require(request_ufrag(datagram).size() <= size);
  return 0;
}
