#include "voice/call/operator_phone.h"

#include <algorithm>

#include "voice/sip/phone_route.h"
#include "voice/sip/sip_uri.h"

namespace madoguchi::voice {
namespace {

/// The desk offers a call to somebody else long before.
constexpr std::uint64_t kPhonePatienceMs = 180'000;
constexpr const char* kAnonymous = "sip:anonymous@anonymous.invalid";  // RFC 3323 section 4.1

}  // namespace

OperatorPhone::OperatorPhone(CallId call, std::string extension, const CallMeans& means,
                             CallMedia& media, OperatorPhoneListener& listener)
    : call_(call),
      extension_(std::move(extension)),
      means_(means),
      media_(media),
      listener_(listener) {}

OperatorPhone::~OperatorPhone() = default;

bool OperatorPhone::ring(PhoneBindings& phones, const std::string& from, Codec codec) {
  const std::string caller = from.empty() ? kAnonymous : sip_address(from, means_.host_and_port());
  return std::ranges::count_if(phones.of(extension_), [&](const PhoneBinding& phone) {
           PhoneInCall place = phones.begin_call(phone.flow.address);
           return attempt(phone, std::move(place), caller, codec).has_value();
         }) > 0;
}

base::Status OperatorPhone::attempt(const PhoneBinding& phone, PhoneInCall place,
                                    const std::string& from, Codec codec) {
  MDG_ASSIGN(auto made, means_.make_leg(true));
  OutgoingCallParts parts;
  parts.to = address_at(phone.contact, phone.flow);
  parts.from = from;
  parts.contact = means_.contact(phone.flow.is_tcp);
  parts.local = made.local;
  parts.codec = codec;
  OutgoingCallListener& listener = *this;
  auto call = std::make_unique<OutgoingCall>(std::move(parts), listener);
  MDG_TRY(call->invite(*means_.sessions, kPhonePatienceMs));
  attempts_.push_back({std::move(call), std::move(made.leg), {}, {}, std::move(place)});
  return {};
}

OperatorPhone::Attempts::iterator OperatorPhone::attempt_of(const OutgoingCall& call) {
  return std::ranges::find_if(attempts_,
                              [&](const Attempt& each) { return each.call.get() == &call; });
}

/// Before the answer it is kept: the leg has no thread yet.
void OperatorPhone::on_description(OutgoingCall& call, const MediaRemote& remote,
                                   const MediaFormat& format) {
  const auto found = attempt_of(call);
  if (found == attempts_.end()) return;
  found->remote = remote;
  found->format = format;
  if (is_answered_) {
    media_.post([leg = found->leg, remote, format] { leg->set_remote(remote, format); });
  }
}

void OperatorPhone::on_answered(OutgoingCall& call) {
  const auto found = attempt_of(call);
  if (found == attempts_.end() || is_answered_) return;
  is_answered_ = true;
  Attempt taken = std::move(*found);
  attempts_.erase(found);
  for (const Attempt& other : attempts_) other.call->answered_elsewhere(*means_.stack);
  attempts_.clear();
  media_.connect_phone(taken.leg, taken.remote, taken.format);
  attempts_.push_back(std::move(taken));
  listener_.on_answered(*this);
}

void OperatorPhone::on_failed(OutgoingCall& call, std::uint16_t) {
  const auto found = attempt_of(call);
  if (found != attempts_.end()) attempts_.erase(found);
  if (attempts_.empty()) listener_.on_declined(*this);
}

void OperatorPhone::on_over(OutgoingCall&, CallEnd) { listener_.on_left(*this); }

}  // namespace madoguchi::voice
