#include "voice/sip/offer_answer.h"

#include <utility>

namespace madoguchi::voice {

OfferAnswer::OfferAnswer(SdpLocal local, std::optional<Codec> only)
    : local_(std::move(local)), only_(only) {}

base::Status OfferAnswer::take(std::string_view description) {
  MDG_ASSIGN(SdpAudio theirs, read_sdp(description));
  MDG_ASSIGN(const MediaFormat format,
             agree(theirs.formats, {theirs.they_send, theirs.they_receive}, only_));
  if (only_ && format.codec != *only_) {
    return base::fail(base::ErrorCode::kConflict, "not the codec that was offered");
  }
  theirs_ = std::move(theirs);
  format_ = format;
  return {};
}

std::string OfferAnswer::describe() { return describe(format_); }

/// An answer of ours to a hold would only be answered with the hold again.
std::string OfferAnswer::describe_anew() {
  MediaFormat format = format_;
  format.we_send = true;
  format.they_send = true;
  return describe(format);
}

/// A version stands for one text (RFC 3264 section 8).
std::string OfferAnswer::describe(const MediaFormat& format) {
  if (!said_.empty() && write(format) != said_) ++local_.version;
  said_ = write(format);
  return said_;
}

std::string OfferAnswer::write(const MediaFormat& format) const {
  if (theirs_) return write_sdp_answer(local_, *theirs_, format);
  return only_ ? write_sdp_offer(local_, *only_) : write_sdp_offer(local_);
}

}  // namespace madoguchi::voice
