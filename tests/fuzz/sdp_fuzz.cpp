// A session description of the other side, and our answer to it.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "require.h"
#include "voice/sip/sdp.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace madoguchi::voice;
  using madoguchi::fuzz::require;
  const auto theirs = read_sdp({reinterpret_cast<const char*>(data), size});
  if (!theirs) return 0;
  require(theirs->index < theirs->media.size() && theirs->media.size() <= 64);
  require(theirs->rtp.is_set() && theirs->rtp.port() != 0);
  const auto format = agree(*theirs);
  if (!format) return 0;
  require(format->payload_type < 128);
  const auto answer = read_sdp(write_sdp_answer({"192.0.2.1", 20'000, 1, 1}, *theirs, *format));
  require(answer.has_value());
  const auto back = agree(*answer);
  require(back && back->codec == format->codec && back->payload_type == format->payload_type);
  require(back->we_send == format->they_send && back->they_send == format->we_send);
  return 0;
}
