#include "voice/media/stream_start.h"

#include <fmt/format.h>

namespace madoguchi::voice {

StreamStart StreamStart::make(base::Random& random) {
  StreamStart start;
  start.ssrc = random_number<std::uint32_t>(random);
  start.sequence = random_number<std::uint16_t>(random);
  start.timestamp = random_number<std::uint32_t>(random);
  start.cname = fmt::format("{:016x}", random_number<std::uint64_t>(random));
  return start;
}

}  // namespace madoguchi::voice
