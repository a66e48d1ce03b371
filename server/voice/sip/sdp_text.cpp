#include "voice/sip/sdp_text.h"

#include <algorithm>

namespace madoguchi::voice {

std::string_view next_word(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  const std::string_view word = text.substr(0, text.find(' '));
  text.remove_prefix(word.size());
  return word;
}

std::string_view next_line(std::string_view& text) {
  std::string_view line = text.substr(0, text.find('\n'));
  text.remove_prefix(std::min(line.size() + 1, text.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

SdpAttribute attribute_of(std::string_view text) {
  const std::string_view name = text.substr(0, text.find(':'));
  text.remove_prefix(std::min(name.size() + 1, text.size()));
  return {name, text};
}

std::optional<SdpDirection> direction_of(std::string_view name) {
  if (name == "sendrecv") return SdpDirection{true, true};
  if (name == "sendonly") return SdpDirection{true, false};
  if (name == "recvonly") return SdpDirection{false, true};
  if (name == "inactive") return SdpDirection{false, false};
  return std::nullopt;
}

std::string_view direction_name(bool we_send, bool they_send) {
  if (we_send) return they_send ? "sendrecv" : "sendonly";
  return they_send ? "recvonly" : "inactive";
}

}  // namespace madoguchi::voice
