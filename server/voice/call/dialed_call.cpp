#include "voice/call/dialed_call.h"

#include <utility>

#include <fmt/format.h>

#include "voice/sip/caller_number.h"
#include "voice/sip/sip_uri.h"

namespace madoguchi::voice {
namespace {

/// Timer C (RFC 3261 section 16.6): nobody lets it ring for longer.
constexpr std::uint64_t kLongestRingMs = 180'000;
constexpr std::uint16_t kRinging = 180;
constexpr std::uint16_t kOk = 200;

}  // namespace

base::Result<OutgoingCallParts> parts_for(const Trunk& trunk, const CallMeans& means,
                                          const std::string& from, const std::string& to) {
  const std::string number = clean_number(to);
  const std::string caller = clean_number(from);
  if (number.empty() || caller.empty() || trunk.hosts.empty()) {
    return base::fail(base::ErrorCode::kInvalidInput, "no number, or a trunk without a host");
  }
  OutgoingCallParts parts;
  parts.to = trunk_uri(trunk, number);
  parts.from = sip_address(caller, means.host_and_port());
  parts.contact = means.contact(trunk.is_tcp);
  if (trunk.asserts_identity) {
    parts.headers = fmt::format("P-Asserted-Identity: <{}>\r\n", parts.from);
  }
  parts.user = trunk.user;
  parts.password = trunk.password;
  parts.codec = DialedCall::kCodec;
  return parts;
}

DialedCall::DialedCall(CallId id, OutgoingCallParts parts, std::shared_ptr<RtpLeg> leg,
                       std::unique_ptr<CallMedia> media, DialedSounds sounds,
                       DialedCallListener& listener)
    : TelephoneCall(id, std::move(media)),
      listener_(listener),
      leg_(std::move(leg)),
      sounds_(std::move(sounds)),
      call_(std::move(parts), *this) {}

base::Status DialedCall::dial(sipsess_sock& sessions) {
  return call_.invite(sessions, kLongestRingMs);
}

void DialedCall::on_ringing(OutgoingCall&) {
  if (std::exchange(is_ringing_told_, true)) return;
  media().ring_back(sounds_.ring_back);
  listener_.on_dialed(*this, {DialStep::kRinging, kRinging});
}

void DialedCall::on_description(OutgoingCall&, const MediaRemote& remote,
                                const MediaFormat& format) {
  media().post([leg = leg_, remote, format] { leg->set_remote(remote, format); });
}

void DialedCall::on_answered(OutgoingCall&) {
  media().answer(sounds_.music);
  listener_.on_dialed(*this, {DialStep::kAnswered, kOk});
}

void DialedCall::on_failed(OutgoingCall&, std::uint16_t status) {
  listener_.on_dialed(*this, {DialStep::kFailed, status});
}

void DialedCall::on_over(OutgoingCall&, CallEnd end) { listener_.on_over(*this, end); }

}  // namespace madoguchi::voice
