#include "voice/sip/outgoing_call.h"

#include <cerrno>
#include <exception>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "voice/sip/re_values.h"
#include "voice/sip/sip_request_check.h"

namespace madoguchi::voice {
namespace {

std::uint16_t status_of(int error, const sip_msg* message) {
  constexpr std::uint16_t kTimeout = 408;
  constexpr std::uint16_t kNotAcceptable = 488;
  constexpr std::uint16_t kUnavailable = 503;
  if (message != nullptr && message->scode >= 300) return message->scode;
  if (message != nullptr) return kNotAcceptable;  // a 200 that we did not take
  return error == ETIMEDOUT ? kTimeout : kUnavailable;
}

bool is_address(const std::string& text) {
  uri address{};
  const pl whole{text.data(), text.size()};
  return uri_decode(&address, &whole) == 0;
}

}  // namespace

OutgoingCall::OutgoingCall(OutgoingCallParts parts, OutgoingCallListener& listener)
    : parts_(std::move(parts)), listener_(listener), descriptions_(parts_.local, parts_.codec) {
  tmr_init(&patience_);
}

OutgoingCall::~OutgoingCall() { tmr_cancel(&patience_); }

base::Status OutgoingCall::invite(sipsess_sock& sessions, std::uint64_t patience_ms) {
  if (!is_address(parts_.to) || !is_address(parts_.from)) {
    return base::fail(base::ErrorCode::kInvalidInput, "this is no SIP address");
  }
  const RePtr<mbuf> description = buffer_of(descriptions_.describe());
  if (!description) return base::fail(base::ErrorCode::kInternal, "no memory");
  sipsess* session = nullptr;
  const int error = sipsess_connect(
      &session, &sessions, parts_.to.c_str(), nullptr, parts_.from.c_str(), parts_.contact.c_str(),
      nullptr, 0, "application/sdp", description.get(), on_challenge, this, false, on_offer,
      on_answer, on_progress, on_established, nullptr, nullptr, on_close, this, "%s%s",
      allow_line().c_str(), parts_.headers.c_str());
  if (error != 0) return base::fail(base::ErrorCode::kInternal, "libre sends no INVITE");
  session_.reset(session);
  tmr_start(&patience_, patience_ms, on_patience_over, this);
  return {};
}

/// libre's own CANCEL knows no Reason. Ours goes before it and has its branch, so the other side
/// takes libre's for a repetition; when ours is lost, the phone only shows one call more.
void OutgoingCall::answered_elsewhere(sip& stack) {
  if (!ringing_ || is_answered_) return;
  const sip_msg& ringing = *ringing_;
  const RePtr<mbuf> cancel = buffer_of(fmt::format(
      "CANCEL {} SIP/2.0\r\nVia: SIP/2.0/{} {};branch={};rport\r\nMax-Forwards: 70\r\n"
      "To: <{}>\r\nFrom: {}\r\nCall-ID: {}\r\nCSeq: {} CANCEL\r\n"
      "Reason: SIP;cause=200;text=\"Call completed elsewhere\"\r\nContent-Length: 0\r\n\r\n",
      parts_.to, sip_transp_name(ringing.via.tp), view_of(ringing.via.sentby),
      view_of(ringing.via.branch), parts_.to, view_of(ringing.from.val), view_of(ringing.callid),
      ringing.cseq.num));
  if (cancel) sip_send(&stack, ringing.sock, ringing.tp, &ringing.src, cancel.get());
}

base::Status OutgoingCall::take_description(const sip_msg& message) {
  MDG_TRY(descriptions_.take(body_of(message)));
  const SdpAudio& theirs = *descriptions_.theirs();
  const MediaRemote remote{theirs.rtp, theirs.rtcp, from_libre(message.src)};
  listener_.on_description(*this, remote, descriptions_.format());
  return {};
}

// Called by libre, which is C: nothing may be thrown through it.

int OutgoingCall::on_challenge(char** user, char** password, const char*, void* self) {
  const OutgoingCallParts& parts = static_cast<OutgoingCall*>(self)->parts_;
  if (parts.user.empty()) return EAUTH;
  const int error = str_dup(user, parts.user.c_str());
  return error != 0 ? error : str_dup(password, parts.password.c_str());
}

void OutgoingCall::on_progress(const sip_msg* response, void* self) try {
  constexpr std::uint16_t kTrying = 100;
  auto& call = *static_cast<OutgoingCall*>(self);
  call.ringing_.reset(static_cast<sip_msg*>(mem_ref(const_cast<sip_msg*>(response))));
  if (response->scode == kTrying) return;
  // What cannot be read is no reason to give up: the answer will have another one.
  if (!body_of(*response).empty()) (void)call.take_description(*response);
  call.listener_.on_ringing(call);
} catch (const std::exception& error) {
  spdlog::error("a ringing call failed: {}", error.what());
}

int OutgoingCall::on_answer(const sip_msg* message, void* self) try {
  return static_cast<OutgoingCall*>(self)->take_description(*message) ? 0 : EPROTO;
} catch (const std::exception& error) {
  spdlog::error("an answer to our offer failed: {}", error.what());
  return ENOMEM;
}

int OutgoingCall::on_offer(mbuf** description, const sip_msg* message, void* self) try {
  auto& call = *static_cast<OutgoingCall*>(self);
  const bool is_asked_for_offer = body_of(*message).empty();
  if (!is_asked_for_offer && !call.take_description(*message)) return EPROTO;
  OfferAnswer& ours = call.descriptions_;
  *description = buffer_of(is_asked_for_offer ? ours.describe_anew() : ours.describe()).release();
  return *description == nullptr ? ENOMEM : 0;
} catch (const std::exception& error) {
  spdlog::error("a re-INVITE failed: {}", error.what());
  return ENOMEM;
}

void OutgoingCall::on_established(const sip_msg*, void* self) try {
  auto& call = *static_cast<OutgoingCall*>(self);
  tmr_cancel(&call.patience_);
  call.is_answered_ = true;
  call.ringing_.reset();
  call.listener_.on_answered(call);
} catch (const std::exception& error) {
  spdlog::error("an answered call failed: {}", error.what());
}

void OutgoingCall::on_close(int error, const sip_msg* message, void* self) try {
  static_cast<OutgoingCall*>(self)->tell_end(error, message);
} catch (const std::exception& problem) {
  spdlog::error("the end of a call failed: {}", problem.what());
}

void OutgoingCall::tell_end(int error, const sip_msg* message) {
  tmr_cancel(&patience_);
  if (is_answered_) {
    listener_.on_over(*this,
                      error == ETIMEDOUT ? CallEnd::kSignallingLost : CallEnd::kCustomerLeft);
  } else {
    listener_.on_failed(*this, status_of(error, message));
  }
}

void OutgoingCall::on_patience_over(void* self) try {
  auto& call = *static_cast<OutgoingCall*>(self);
  call.listener_.on_failed(call, status_of(ETIMEDOUT, nullptr));
} catch (const std::exception& problem) {
  spdlog::error("giving up a call failed: {}", problem.what());
}

}  // namespace madoguchi::voice
