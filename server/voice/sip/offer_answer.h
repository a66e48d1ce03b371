#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "voice/sip/sdp.h"

namespace madoguchi::voice {

/// Our side of the descriptions that the two ends of a session exchange (RFC 3264). SIP thread.
class OfferAnswer {
 public:
  /// `only`: the one codec that we offer and take; none: both.
  explicit OfferAnswer(SdpLocal local, std::optional<Codec> only = std::nullopt);

  /// Their offer or answer. kInvalidInput, kConflict: as of read_sdp() and agree(), and what was
  /// agreed before stands.
  [[nodiscard]] base::Status take(std::string_view description);
  /// The answer to what they said last; as long as they said nothing, an offer.
  [[nodiscard]] std::string describe();
  /// An offer for who asks for one (RFC 3261 section 14.2): what was agreed on, without any hold.
  [[nodiscard]] std::string describe_anew();

  /// None: they have said nothing yet.
  [[nodiscard]] const std::optional<SdpAudio>& theirs() const { return theirs_; }
  [[nodiscard]] const MediaFormat& format() const { return format_; }

 private:
  [[nodiscard]] std::string describe(const MediaFormat& format);
  [[nodiscard]] std::string write(const MediaFormat& format) const;

  SdpLocal local_;
  const std::optional<Codec> only_;
  std::optional<SdpAudio> theirs_;
  MediaFormat format_;
  std::string said_;  ///< our last description; empty: none
};

}  // namespace madoguchi::voice
