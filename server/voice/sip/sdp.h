#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "voice/media/rtp_leg.h"
#include "voice/sip/sdp_text.h"

namespace madoguchi::voice {

/// One format of the audio line that we know.
struct SdpFormat {
  std::uint8_t payload_type = 0;
  std::optional<Codec> codec;  ///< none: telephone-event
  bool operator==(const SdpFormat&) const = default;
};

/// `name` in small letters as a=rtpmap has it, "pcmu/8000"; empty: there is no such line.
[[nodiscard]] std::optional<SdpFormat> known_format(std::uint8_t type, std::string_view name);
/// a=rtpmap of codec and telephone-event, and a=ptime.
[[nodiscard]] std::string format_lines(const MediaFormat& format);

/// What a session description (RFC 8866) says of the first audio stream that we can use.
struct SdpAudio {
  NetAddress rtp;
  NetAddress rtcp;
  std::vector<SdpFormat> formats;  ///< those we know, the other side's favourite first
  bool they_send = true;
  bool they_receive = true;
  /// All media of the description in their order, "audio", "RTP/AVP", ...: an answer has as many
  /// (RFC 3264 section 6). `index` is the one above.
  struct Medium {
    std::string kind;
    std::string protocol;
    std::string first_format;
  };
  std::vector<Medium> media;
  std::size_t index = 0;
};

/// kInvalidInput: no session description (SIP 400). kConflict: nothing in it that we could speak
/// (SIP 488). At most 64 KiB and 64 media.
[[nodiscard]] base::Result<SdpAudio> read_sdp(std::string_view text);

/// The format of both sides: the first codec of the description, its own telephone-event. kConflict
/// when there is no common codec.
[[nodiscard]] base::Result<MediaFormat> agree(const SdpAudio& theirs);
/// The same for what else has formats; `wanted` comes before the other side's order.
[[nodiscard]] base::Result<MediaFormat> agree(const std::vector<SdpFormat>& theirs,
                                              SdpDirection direction,
                                              std::optional<Codec> wanted = std::nullopt);

/// Where our side is, for the two below.
struct SdpLocal {
  std::string host;  ///< the address that the other side can reach
  std::uint16_t rtp_port = 0;
  std::uint64_t session_id = 0;
  std::uint64_t version = 1;  ///< one more with each description that differs
};

[[nodiscard]] std::string write_sdp_answer(const SdpLocal& local, const SdpAudio& theirs,
                                           const MediaFormat& format);
/// For an INVITE without a description: both codecs.
[[nodiscard]] std::string write_sdp_offer(const SdpLocal& local);

}  // namespace madoguchi::voice
