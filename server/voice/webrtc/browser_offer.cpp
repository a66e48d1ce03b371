#include "voice/webrtc/browser_offer.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/text_points.h"

namespace madoguchi::voice {
namespace {

using base::Result;

constexpr std::size_t kMaxOffer = 65'536;
constexpr std::size_t kMaxSections = 64;
constexpr std::size_t kMaxToken = 64;
constexpr std::string_view kProtocol = "UDP/TLS/RTP/SAVPF";
constexpr std::string_view kHash = "sha-256 ";

tl::unexpected<base::Error> offer_needs(std::string what) {
  return base::fail(base::invalid_input("offer", std::move(what)));
}

/// token of RFC 8866 section 9 and the slash of protocols: what may be said again in an answer.
bool is_token(std::string_view text) {
  constexpr std::string_view kSigns = "!#$%&'*+-.^_`{|}~/";
  return !text.empty() && text.size() <= kMaxToken && std::ranges::all_of(text, [&](char c) {
    return base::is_ascii_letter_or_digit(c) || kSigns.find(c) != std::string_view::npos;
  });
}

/// RFC 8839 section 5.4: so many of ice-char.
bool is_ice_text(std::string_view text, std::size_t least) {
  constexpr std::size_t kMost = 256;
  return text.size() >= least && text.size() <= kMost && std::ranges::all_of(text, [](char c) {
           return base::is_ascii_letter_or_digit(c) || c == '+' || c == '/';
         });
}

/// RFC 8122 section 5: 32 bytes as pairs of digits with colons between.
bool is_sha256(std::string_view text) {
  constexpr std::size_t kLength = 32 * 3 - 1;
  if (text.size() != kLength) return false;
  for (std::size_t i = 0; i < kLength; ++i) {
    const char c = base::lower_ascii(text[i]);
    const bool is_digit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    if (i % 3 == 2 ? c != ':' : !is_digit) return false;
  }
  return true;
}

/// An m= section, or what stands before the first: what it does not say, that one may.
struct OfferSection {
  BrowserOffer::Medium medium;
  std::uint16_t port = 0;
  bool is_bundle_only = false;
  bool has_rtcp_mux = false;
  std::vector<std::uint8_t> payload_types;
  std::map<std::uint8_t, std::string> names;  ///< rtpmap: "pcmu/8000"
  std::string ufrag;
  std::string password;
  std::string fingerprint;
  std::string setup;
  std::string bundle;  ///< the mids of a=group:BUNDLE, a space before and behind each
  std::optional<SdpDirection> direction;
};

/// m=audio 9 UDP/TLS/RTP/SAVPF 111 0 8
Result<OfferSection> read_media_line(std::string_view value) {
  OfferSection section;
  section.medium.kind = next_word(value);
  const auto port = number_of<std::uint16_t>(next_word(value));
  section.medium.protocol = next_word(value);
  for (std::string_view word = next_word(value); !word.empty(); word = next_word(value)) {
    if (section.medium.first_format.empty()) section.medium.first_format = word;
    const auto type = number_of<std::uint8_t>(word);
    if (type && *type < 128) section.payload_types.push_back(*type);
  }
  const auto& [kind, protocol, first_format, mid] = section.medium;
  if (!port || !is_token(kind) || !is_token(protocol) || !is_token(first_format)) {
    return offer_needs("m=<kind> <port> <protocol> <formats>");
  }
  section.port = *port;
  return section;
}

void read_name(std::string_view value, OfferSection& section) {
  const auto type = number_of<std::uint8_t>(next_word(value));
  if (type) section.names[*type] = base::lower_ascii(next_word(value));
}

void read_line(std::string_view attribute, OfferSection& section) {
  const auto [name, value] = attribute_of(attribute);
  if (name == "rtpmap") read_name(value, section);
  if (name == "mid") section.medium.mid = value;
  if (name == "ice-ufrag") section.ufrag = value;
  if (name == "ice-pwd") section.password = value;
  if (name == "setup") section.setup = value;
  if (name == "rtcp-mux") section.has_rtcp_mux = true;
  if (name == "bundle-only") section.is_bundle_only = true;
  if (name == "group" && value.starts_with("BUNDLE ")) {
    section.bundle = std::string(value.substr(value.find(' '))) + " ";
  }
  // Of several the one with our hash counts.
  if (name == "fingerprint" && base::lower_ascii(value).starts_with(kHash)) {
    section.fingerprint = value;
  }
  if (const auto direction = direction_of(name)) section.direction = direction;
}

/// The part before the media, then each of them.
Result<std::vector<OfferSection>> read_offer_sections(std::string_view text) {
  if (text.size() > kMaxOffer) return offer_needs("at most 64 KiB");
  if (!text.starts_with("v=0")) return offer_needs("a session description that begins with v=0");
  std::vector<OfferSection> sections(1);
  while (!text.empty()) {
    const std::string_view line = next_line(text);
    if (line.starts_with("m=")) {
      if (sections.size() > kMaxSections) return offer_needs("at most 64 media");
      MDG_ASSIGN(OfferSection section, read_media_line(line.substr(2)));
      sections.push_back(std::move(section));
    } else if (line.starts_with("a=")) {
      read_line(line.substr(2), sections.back());
    }
  }
  return sections;
}

bool is_browser_audio(const OfferSection& section) {
  return section.medium.kind == "audio" && section.medium.protocol == kProtocol &&
         (section.port != 0 || section.is_bundle_only);
}

/// What the transport needs may stand once for all media.
void inherit(const OfferSection& session, OfferSection& section) {
  if (section.ufrag.empty()) section.ufrag = session.ufrag;
  if (section.password.empty()) section.password = session.password;
  if (section.fingerprint.empty()) section.fingerprint = session.fingerprint;
  if (section.setup.empty()) section.setup = session.setup;
  if (!section.direction) section.direction = session.direction;
}

base::Status check_transport(const OfferSection& audio) {
  constexpr std::size_t kLeastUfrag = 4;
  constexpr std::size_t kLeastPassword = 22;
  if (!is_token(audio.medium.mid)) return offer_needs("a=mid in the audio section");
  if (!audio.has_rtcp_mux) return offer_needs("a=rtcp-mux in the audio section");
  if (!is_ice_text(audio.ufrag, kLeastUfrag))
    return offer_needs("a=ice-ufrag of 4 to 256 characters");
  if (!is_ice_text(audio.password, kLeastPassword)) {
    return offer_needs("a=ice-pwd of 22 to 256 characters");
  }
  if (audio.fingerprint.size() < kHash.size() ||
      !is_sha256(std::string_view(audio.fingerprint).substr(kHash.size()))) {
    return offer_needs("a=fingerprint:sha-256 with 32 bytes");
  }
  if (audio.setup != "actpass" && audio.setup != "active") {
    return offer_needs("a=setup:actpass or a=setup:active");
  }
  return {};
}

/// The mids of others are said again in the answer too.
base::Status check_mids(const std::vector<OfferSection>& sections) {
  const auto is_harmless = [](const OfferSection& section) {
    return section.medium.mid.empty() || is_token(section.medium.mid);
  };
  if (!std::ranges::all_of(sections, is_harmless))
    return offer_needs("a=mid of 1 to 64 characters");
  return {};
}

BrowserOffer offer_of(const OfferSection& session, const OfferSection& audio) {
  BrowserOffer offer;
  offer.mid = audio.medium.mid;
  offer.ufrag = audio.ufrag;
  offer.fingerprint = audio.fingerprint;
  offer.direction = audio.direction.value_or(SdpDirection{});
  offer.is_bundled = session.bundle.find(" " + offer.mid + " ") != std::string::npos;
  for (const std::uint8_t type : audio.payload_types) {
    const auto name = audio.names.find(type);
    const auto format = known_format(type, name == audio.names.end() ? "" : name->second);
    if (format) offer.formats.push_back(*format);
  }
  return offer;
}

std::string refused_lines(const BrowserOffer::Medium& medium) {
  std::string text = fmt::format("m={} 0 {} {}\r\nc=IN IP4 0.0.0.0\r\n", medium.kind,
                                 medium.protocol, medium.first_format);
  if (!medium.mid.empty()) text += fmt::format("a=mid:{}\r\n", medium.mid);
  return text + "a=inactive\r\n";
}

/// RFC 8445 section 5.1.2.1: host candidates, component 1, the first is preferred.
std::string candidate_lines(const BrowserAnswer& ours) {
  constexpr std::uint32_t kHostType = 126;
  std::uint32_t preference = 65'535;
  std::string text;
  for (std::size_t i = 0; i < ours.hosts.size(); ++i, --preference) {
    const std::uint32_t priority = kHostType << 24 | preference << 8 | 255;
    text += fmt::format("a=candidate:{} 1 udp {} {} {} typ host\r\n", i + 1, priority,
                        ours.hosts[i], ours.port);
  }
  return text + "a=end-of-candidates\r\n";
}

std::string_view family_of(std::string_view host) {
  return host.find(':') == std::string_view::npos ? "IP4" : "IP6";
}

std::string transport_lines(const BrowserAnswer& ours, const BrowserOffer& theirs) {
  return fmt::format(
      "a=mid:{}\r\na=rtcp-mux\r\na=ice-ufrag:{}\r\na=ice-pwd:{}\r\n"
      "a=fingerprint:{}\r\na=setup:passive\r\n",
      theirs.mid, ours.ice.ufrag, ours.ice.password, ours.fingerprint);
}

std::string accepted_lines(const BrowserAnswer& ours, const BrowserOffer& theirs,
                           const MediaFormat& format) {
  std::string types = std::to_string(format.payload_type);
  if (format.telephone_event) types += fmt::format(" {}", *format.telephone_event);
  const std::string& host = ours.hosts.front();
  std::string text = fmt::format("m=audio {} {} {}\r\nc=IN {} {}\r\n", ours.port, kProtocol, types,
                                 family_of(host), host);
  text += transport_lines(ours, theirs) + format_lines(format);
  text += fmt::format("a={}\r\n", direction_name(format.we_send, format.they_send));
  if (format.we_send) {
    text += fmt::format("a=msid:call audio\r\na=ssrc:{} cname:{}\r\n", ours.ssrc, ours.cname);
  }
  return text + candidate_lines(ours);
}

}  // namespace

Result<BrowserOffer> read_browser_offer(std::string_view text) {
  MDG_ASSIGN(auto sections, read_offer_sections(text));
  const auto audio = std::find_if(sections.begin() + 1, sections.end(), is_browser_audio);
  if (audio == sections.end()) return offer_needs("m=audio over " + std::string(kProtocol));
  inherit(sections.front(), *audio);
  MDG_TRY(check_transport(*audio));
  MDG_TRY(check_mids(sections));
  BrowserOffer offer = offer_of(sections.front(), *audio);
  for (auto each = sections.begin() + 1; each != sections.end(); ++each) {
    offer.media.push_back(each->medium);
  }
  offer.index = static_cast<std::size_t>(audio - sections.begin()) - 1;
  return offer;
}

std::string write_browser_answer(const BrowserAnswer& ours, const BrowserOffer& theirs,
                                 const MediaFormat& format) {
  const std::string& host = ours.hosts.front();
  std::string text = fmt::format("v=0\r\no=- {} 1 IN {} {}\r\ns=-\r\nt=0 0\r\na=ice-lite\r\n",
                                 ours.session_id, family_of(host), host);
  if (theirs.is_bundled) text += fmt::format("a=group:BUNDLE {}\r\n", theirs.mid);
  text += "a=msid-semantic: WMS *\r\n";
  for (std::size_t i = 0; i < theirs.media.size(); ++i) {
    text +=
        i == theirs.index ? accepted_lines(ours, theirs, format) : refused_lines(theirs.media[i]);
  }
  return text;
}

}  // namespace madoguchi::voice
