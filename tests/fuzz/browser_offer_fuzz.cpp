// A browser's session description, and our answer to it.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "require.h"
#include "voice/webrtc/browser_offer.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace madoguchi::voice;
  using madoguchi::fuzz::require;
  const auto theirs = read_browser_offer({reinterpret_cast<const char*>(data), size});
  if (!theirs) {
    require(theirs.error().field == "offer" && !theirs.error().expected.empty());
    return 0;
  }
  require(theirs->index < theirs->media.size() && theirs->media.size() <= 64);
  require(!theirs->mid.empty() && theirs->ufrag.size() >= 4 && theirs->ufrag.size() <= 256);
  const auto format = agree(theirs->formats, theirs->direction);
  if (!format) return 0;
  const std::string answer = write_browser_answer(
      {{"ufrag", "password"}, "sha-256 AA", {"192.0.2.1"}, 30'000, 1, "name", 1}, *theirs, *format);
  // Nobody's text may become a line of ours: each line is one that we know how to write.
  std::size_t media = 0;
  for (std::string_view left = answer; !left.empty();) {
    const std::string_view line = next_line(left);
    require(line.size() > 2 && line[1] == '=' && line.find('\r') == std::string_view::npos);
    if (line[0] == 'm') ++media;
  }
  require(media == theirs->media.size());
  return 0;
}
