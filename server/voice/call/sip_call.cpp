#include "voice/call/sip_call.h"

#include <cerrno>
#include <exception>

#include <spdlog/spdlog.h>

#include "voice/sip/re_values.h"
#include "voice/sip/sip_request_check.h"

namespace madoguchi::voice {
namespace {

constexpr const char* kSdpType = "application/sdp";
constexpr const char* kNoBody = "Content-Length: 0\r\n\r\n";
constexpr const char* kRetryAfter = "Retry-After: 5\r\nContent-Length: 0\r\n\r\n";

}  // namespace

SipCall::SipCall(SipCallParts parts, SipCallListener& listener)
    : TelephoneCall(parts.id, std::move(parts.media)),
      peer_(parts.peer),
      contact_(std::move(parts.contact)),
      leg_(std::move(parts.leg)),
      listener_(listener),
      descriptions_(std::move(parts.descriptions)) {
  tmr_init(&patience_);
}

SipCall::~SipCall() { tmr_cancel(&patience_); }

base::Status SipCall::ring(sipsess_sock* socket, const sip_msg& invite, std::uint64_t patience_ms) {
  sipsess* session = nullptr;
  const int error = sipsess_accept(&session, socket, &invite, 180, "Ringing", contact_.c_str(),
                                   kSdpType, nullptr, nullptr, nullptr, false, on_offer, on_answer,
                                   on_established, nullptr, nullptr, on_close, this, nullptr);
  if (error != 0) return base::fail(base::ErrorCode::kInternal, "libre did not take the INVITE");
  session_.reset(session);
  tmr_start(&patience_, patience_ms, on_patience_over, this);
  return {};
}

void SipCall::answer(std::shared_ptr<const Sound> music) {
  if (is_answered_) return;
  tmr_cancel(&patience_);
  const RePtr<mbuf> description = buffer_of(descriptions_.describe());
  const int error = !description ? ENOMEM
                                 : sipsess_answer(session_.get(), 200, "OK", description.get(),
                                                  "%s", allow_line().c_str());
  if (error != 0) {
    refuse(CallRefusal::kTryLater);
    return listener_.on_over(*this, CallEnd::kSignallingLost);  // may end this
  }
  is_answered_ = true;
  media().answer(std::move(music));
}

/// Where the other side is, as its last description says.
void SipCall::tell_leg() {
  const SdpAudio& theirs = *descriptions_.theirs();
  const MediaRemote remote{theirs.rtp, theirs.rtcp, peer_};
  media().post(
      [leg = leg_, remote, format = descriptions_.format()] { leg->set_remote(remote, format); });
}

void SipCall::reject(std::uint16_t status, const char* reason, const char* headers) {
  tmr_cancel(&patience_);
  if (session_ && !is_answered_) {
    sipsess_reject(session_.get(), status, reason, "%s", headers);
  }
}

void SipCall::refuse(CallRefusal why) {
  if (why == CallRefusal::kNotFound) {
    reject(404, "Not Found", kNoBody);
  } else {
    reject(503, "Service Unavailable", kRetryAfter);
  }
}

base::Status SipCall::take_description(std::string_view text) {
  MDG_TRY(descriptions_.take(text));
  tell_leg();
  return {};
}

// Called by libre, which is C: nothing may be thrown through it.

int SipCall::on_offer(mbuf** description, const sip_msg* message, void* self) try {
  auto& call = *static_cast<SipCall*>(self);
  const std::string_view body = body_of(*message);
  if (!body.empty() && !call.take_description(body)) return EPROTO;
  OfferAnswer& ours = call.descriptions_;
  *description = buffer_of(body.empty() ? ours.describe_anew() : ours.describe()).release();
  return *description == nullptr ? ENOMEM : 0;
} catch (const std::exception& error) {
  spdlog::error("a re-INVITE failed: {}", error.what());
  return ENOMEM;
}

int SipCall::on_answer(const sip_msg* message, void* self) try {
  return static_cast<SipCall*>(self)->take_description(body_of(*message)) ? 0 : EPROTO;
} catch (const std::exception& error) {
  spdlog::error("an answer to our description failed: {}", error.what());
  return ENOMEM;
}

/// The ACK of our answer; of a re-INVITE none comes here.
void SipCall::on_established(const sip_msg*, void* self) try {
  auto& call = *static_cast<SipCall*>(self);
  if (call.descriptions_.theirs()) call.tell_leg();
} catch (const std::exception& error) {
  spdlog::error("the begin of a call failed: {}", error.what());
}

void SipCall::on_close(int error, const sip_msg*, void* self) try {
  auto& call = *static_cast<SipCall*>(self);
  call.listener_.on_over(call,
                         error == ETIMEDOUT ? CallEnd::kSignallingLost : CallEnd::kCustomerLeft);
} catch (const std::exception& problem) {
  spdlog::error("the end of a call failed: {}", problem.what());
}

/// Nobody decided in time.
void SipCall::on_patience_over(void* self) try {
  auto& call = *static_cast<SipCall*>(self);
  call.refuse(CallRefusal::kTryLater);
  call.listener_.on_over(call, CallEnd::kNotTaken);
} catch (const std::exception& problem) {
  spdlog::error("giving up a call failed: {}", problem.what());
}

}  // namespace madoguchi::voice
