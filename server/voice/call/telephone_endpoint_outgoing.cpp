// The part of TelephoneEndpoint that begins calls: to numbers behind trunks, and to desk phones.

#include "voice/call/telephone_endpoint.h"

namespace madoguchi::voice {
namespace {

constexpr DialProgress kNoSuchNumber{DialStep::kFailed, 404};
constexpr DialProgress kNoWay{DialStep::kFailed, 503};

}  // namespace

void TelephoneEndpoint::on_phones(const std::string& extension, std::size_t registered) {
  handler_.on_phones(extension, registered);
}

// --- desk phones of operators ---

void TelephoneEndpoint::ring_phone(CallId call, std::string extension, std::string from) {
  with_call(call, [this, extension = std::move(extension), from = std::move(from)](
                      TelephoneCall& found) { begin_ringing(found, extension, from); });
}

void TelephoneEndpoint::begin_ringing(TelephoneCall& call, const std::string& extension,
                                      const std::string& from) {
  OperatorPhoneListener& listener = *this;
  auto phone =
      std::make_unique<OperatorPhone>(call.id(), extension, *means_, call.media(), listener);
  if (phones_ && phone->ring(phones_->bindings(), from, call.codec())) {
    call.set_phone(std::move(phone));
  } else {
    handler_.on_phone_declined(call.id(), extension);
  }
}

void TelephoneEndpoint::stop_ringing(CallId call) {
  with_call(call, [](TelephoneCall& found) {
    const auto phone = found.take_phone();
    if (phone && phone->is_answered()) found.media().park();
  });
}

void TelephoneEndpoint::forget_phones(std::string extension) {
  if (!phones_) return;
  thread_.post_always([this, extension = std::move(extension)] { phones_->forget(extension); });
}

void TelephoneEndpoint::on_answered(OperatorPhone& phone) {
  handler_.on_phone_answered(phone.call(), phone.extension());
}

void TelephoneEndpoint::on_declined(OperatorPhone& phone) {
  TelephoneCall* found = calls_.find(phone.call());
  const auto gone = found == nullptr ? nullptr : found->take_phone();
  if (gone) handler_.on_phone_declined(gone->call(), gone->extension());
}

void TelephoneEndpoint::on_left(OperatorPhone& phone) {
  TelephoneCall* found = calls_.find(phone.call());
  const auto gone = found == nullptr ? nullptr : found->take_phone();
  if (!gone) return;
  found->media().park();
  handler_.on_phone_left(gone->call(), gone->extension());
}

// --- numbers behind trunks ---

void TelephoneEndpoint::dial(CallId call, std::string trunk, std::string from, std::string to) {
  const bool is_taken =
      thread_.post([this, call, trunk = std::move(trunk), from = std::move(from),
                    to = std::move(to)] { begin_dialing(call, trunk, from, to); });
  if (!is_taken) {
    thread_.post_always([this, call] { handler_.on_dial_progress(call, kNoWay); });
  }
}

void TelephoneEndpoint::begin_dialing(CallId call, const std::string& trunk,
                                      const std::string& from, const std::string& to) {
  const Trunk* found = trunks_.named(trunk);
  if (found == nullptr) return handler_.on_dial_progress(call, kNoWay);
  auto parts = parts_for(*found, *means_, from, to);
  if (!parts) return handler_.on_dial_progress(call, kNoSuchNumber);
  if (!start_dialed(call, trunk, *std::move(parts))) handler_.on_dial_progress(call, kNoWay);
}

base::Status TelephoneEndpoint::start_dialed(CallId call, const std::string& trunk,
                                             OutgoingCallParts parts) {
  MDG_TRY(calls_.check_place(call));
  MDG_ASSIGN(auto made, means_->make_leg());
  parts.local = made.local;
  MDG_ASSIGN(auto media, CallMedia::open(call, media_.next(), made.leg, calls_));
  DialedCallListener& listener = *this;
  auto dialed =
      std::make_unique<DialedCall>(call, std::move(parts), std::move(made.leg), std::move(media),
                                   DialedSounds{ring_back_, hold_music_}, listener);
  MDG_TRY(dialed->dial(stack_.sessions()));
  dialed->set_trunk_call(trunk_states_.begin_call(trunk));
  calls_.add(std::move(dialed));
  return {};
}

void TelephoneEndpoint::on_dialed(DialedCall& call, DialProgress progress) {
  const CallId id = call.id();
  if (progress.step == DialStep::kFailed) calls_.forget(id);
  handler_.on_dial_progress(id, progress);
}

void TelephoneEndpoint::on_over(DialedCall& call, CallEnd end) { calls_.end(call.id(), end); }

}  // namespace madoguchi::voice
