#include "voice/sip/sdp.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/text_points.h"
#include "voice/sip/sdp_text.h"

namespace madoguchi::voice {
namespace {

using base::ErrorCode;
using base::Result;

constexpr std::size_t kMaxText = 65'536;
constexpr std::size_t kMaxMedia = 64;
constexpr std::uint8_t kOurTelephoneEvent = 101;
constexpr int kEvents = 16;  ///< the keys, A to D too (RFC 4733 section 3.2)

tl::unexpected<base::Error> malformed(const char* what) {
  return base::fail(ErrorCode::kInvalidInput, std::string("session description: ") + what);
}

/// One m= section, or what stands before the first, as lines say it.
struct Section {
  SdpAudio::Medium medium;
  std::uint16_t port = 0;
  std::vector<std::uint8_t> payload_types;
  std::map<std::uint8_t, std::string> names;  ///< rtpmap: "pcmu/8000"
  std::optional<NetAddress> address;
  std::optional<NetAddress> rtcp;
  std::optional<SdpDirection> direction;
};

/// c=IN IP4 192.0.2.1; a multicast address (with a slash) is nothing we send to.
std::optional<NetAddress> connection_address(std::string_view value) {
  if (next_word(value) != "IN") return std::nullopt;
  const std::string_view family = next_word(value);
  const auto address = NetAddress::parse(next_word(value));
  const int wanted = family == "IP6" ? AF_INET6 : AF_INET;
  return address && address->family() == wanted ? address : std::nullopt;
}

/// m=audio 49170 RTP/AVP 0 8 101
Result<Section> read_medium(std::string_view value) {
  Section section;
  section.medium.kind = next_word(value);
  const std::string_view port = next_word(value);
  const auto number = number_of<std::uint16_t>(port.substr(0, port.find('/')));
  section.medium.protocol = next_word(value);
  if (!number || section.medium.protocol.empty()) return malformed("m=");
  section.port = *number;
  for (std::string_view word = next_word(value); !word.empty(); word = next_word(value)) {
    if (section.medium.first_format.empty()) section.medium.first_format = word;
    const auto type = number_of<std::uint8_t>(word);
    if (type && *type < 128) section.payload_types.push_back(*type);
  }
  return section;
}

/// a=rtpmap:101 telephone-event/8000
void read_rtpmap(std::string_view value, Section& section) {
  const auto type = number_of<std::uint8_t>(next_word(value));
  if (type) section.names[*type] = base::lower_ascii(next_word(value));
}

/// a=rtcp:53020 IN IP4 192.0.2.1 (RFC 3605)
void read_rtcp(std::string_view value, Section& section) {
  const auto port = number_of<std::uint16_t>(next_word(value));
  if (!port) return;
  auto address = connection_address(value);
  section.rtcp = address.value_or(NetAddress{}).with_port(*port);
}

void read_attribute(std::string_view text, Section& section) {
  const auto [name, value] = attribute_of(text);
  if (name == "rtpmap") read_rtpmap(value, section);
  if (name == "rtcp") read_rtcp(value, section);
  if (const auto direction = direction_of(name)) section.direction = direction;
}

/// The part before the media, then each of them.
Result<std::vector<Section>> read_sections(std::string_view text) {
  if (text.size() > kMaxText) return malformed("too long");
  if (!text.starts_with("v=0")) return malformed("v=");
  std::vector<Section> sections(1);
  while (!text.empty()) {
    const std::string_view line = next_line(text);
    if (line.size() < 2 || line[1] != '=') continue;
    const std::string_view value = line.substr(2);
    if (line[0] == 'm') {
      if (sections.size() > kMaxMedia) return malformed("too many media");
      MDG_ASSIGN(Section section, read_medium(value));
      sections.push_back(std::move(section));
    } else if (line[0] == 'c') {
      sections.back().address = connection_address(value);
    } else if (line[0] == 'a') {
      read_attribute(value, sections.back());
    }
  }
  return sections;
}

bool is_usable(const Section& section) {
  return section.medium.kind == "audio" && section.medium.protocol == "RTP/AVP" &&
         section.port != 0;
}

Result<SdpAudio> audio_of(const Section& session, const Section& section) {
  const auto address = section.address ? section.address : session.address;
  if (!address) return base::fail(ErrorCode::kConflict, "no address that we can send to");
  SdpAudio audio;
  audio.rtp = address->with_port(section.port);
  audio.rtcp = address->with_port(static_cast<std::uint16_t>(section.port + 1));
  if (section.rtcp) {
    audio.rtcp = section.rtcp->is_set() ? *section.rtcp : address->with_port(section.rtcp->port());
  }
  for (const std::uint8_t type : section.payload_types) {
    const auto name = section.names.find(type);
    const auto format = known_format(type, name == section.names.end() ? "" : name->second);
    if (format) audio.formats.push_back(*format);
  }
  const auto direction = section.direction ? section.direction : session.direction;
  // An address of zeros is how hold was said before (RFC 3264 section 8.4).
  const SdpDirection said = direction.value_or(SdpDirection{});
  audio.they_send = said.they_send && !address->is_any();
  audio.they_receive = said.they_receive && !address->is_any();
  return audio;
}

std::string head_of(const SdpLocal& local) {
  const char* family = local.host.find(':') == std::string::npos ? "IP4" : "IP6";
  return fmt::format("v=0\r\no=- {} {} IN {} {}\r\ns=-\r\nc=IN {} {}\r\nt=0 0\r\n",
                     local.session_id, local.version, family, local.host, family, local.host);
}

std::string_view name_of(Codec codec) { return codec == Codec::kPcma ? "PCMA" : "PCMU"; }

std::string event_lines(std::uint8_t type) {
  return fmt::format("a=rtpmap:{} telephone-event/8000\r\na=fmtp:{} 0-{}\r\n", type, type,
                     kEvents - 1);
}

std::string audio_lines(const SdpLocal& local, const MediaFormat& format) {
  const int type = format.payload_type;
  std::string text = fmt::format("m=audio {} RTP/AVP {}", local.rtp_port, type);
  if (format.telephone_event) text += fmt::format(" {}", *format.telephone_event);
  return text + fmt::format("\r\n{}a={}\r\n", format_lines(format),
                            direction_name(format.we_send, format.they_send));
}

}  // namespace

Result<SdpAudio> read_sdp(std::string_view text) {
  MDG_ASSIGN(const auto sections, read_sections(text));
  const auto found = std::find_if(sections.begin() + 1, sections.end(), is_usable);
  if (found == sections.end()) return base::fail(ErrorCode::kConflict, "no audio over RTP/AVP");
  MDG_ASSIGN(SdpAudio audio, audio_of(sections.front(), *found));
  for (auto each = sections.begin() + 1; each != sections.end(); ++each) {
    audio.media.push_back(each->medium);
  }
  audio.index = static_cast<std::size_t>(found - sections.begin()) - 1;
  return audio;
}

/// 0 and 8 mean something without a line of their own (RFC 3551 table 4).
std::optional<SdpFormat> known_format(std::uint8_t type, std::string_view name) {
  if (name.empty() && type == 0) name = "pcmu/8000";
  if (name.empty() && type == 8) name = "pcma/8000";
  if (name.ends_with("/8000/1")) name.remove_suffix(2);
  if (name == "pcmu/8000") return SdpFormat{type, Codec::kPcmu};
  if (name == "pcma/8000") return SdpFormat{type, Codec::kPcma};
  if (name == "telephone-event/8000") return SdpFormat{type, std::nullopt};
  return std::nullopt;
}

std::string format_lines(const MediaFormat& format) {
  std::string text =
      fmt::format("a=rtpmap:{} {}/8000\r\n", format.payload_type, name_of(format.codec));
  if (format.telephone_event) text += event_lines(*format.telephone_event);
  return text + "a=ptime:20\r\n";
}

Result<MediaFormat> agree(const SdpAudio& theirs) {
  return agree(theirs.formats, {theirs.they_send, theirs.they_receive});
}

Result<MediaFormat> agree(const std::vector<SdpFormat>& theirs, SdpDirection direction,
                          std::optional<Codec> wanted) {
  const auto is_codec = [](const SdpFormat& format) { return format.codec.has_value(); };
  auto codec = std::ranges::find_if(
      theirs, [&](const SdpFormat& format) { return wanted && format.codec == wanted; });
  if (codec == theirs.end()) codec = std::ranges::find_if(theirs, is_codec);
  if (codec == theirs.end()) {
    return base::fail(ErrorCode::kConflict, "no common codec: PCMU or PCMA is needed");
  }
  MediaFormat format;
  format.codec = *codec->codec;
  format.payload_type = codec->payload_type;
  const auto event = std::ranges::find_if_not(theirs, is_codec);
  if (event != theirs.end()) format.telephone_event = event->payload_type;
  format.we_send = direction.they_receive;
  format.they_send = direction.they_send;
  return format;
}

std::string write_sdp_answer(const SdpLocal& local, const SdpAudio& theirs,
                             const MediaFormat& format) {
  std::string text = head_of(local);
  for (std::size_t i = 0; i < theirs.media.size(); ++i) {
    const auto& [kind, protocol, first_format] = theirs.media[i];
    text += i == theirs.index ? audio_lines(local, format)
                              : fmt::format("m={} 0 {} {}\r\n", kind, protocol, first_format);
  }
  return text;
}

std::string write_sdp_offer(const SdpLocal& local) {
  return head_of(local) +
         fmt::format("m=audio {} RTP/AVP 0 8 {}\r\n", local.rtp_port, kOurTelephoneEvent) +
         "a=rtpmap:0 PCMU/8000\r\na=rtpmap:8 PCMA/8000\r\n" + event_lines(kOurTelephoneEvent) +
         "a=ptime:20\r\na=sendrecv\r\n";
}

}  // namespace madoguchi::voice
