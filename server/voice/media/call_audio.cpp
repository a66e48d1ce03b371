#include "voice/media/call_audio.h"

#include <utility>

namespace madoguchi::voice {

CallAudio::CallAudio(CallId call, std::shared_ptr<AudioLeg> customer, CallAudioListener& listener,
                     Retire retire)
    : call_(call), listener_(listener), retire_(std::move(retire)), customer_(std::move(customer)) {
  customer_->listen(this);
}

/// Without end() the thread ended, and takes the legs along.
CallAudio::~CallAudio() {
  if (customer_) customer_->listen(nullptr);
  if (operator_) operator_->listen(nullptr);
}

void CallAudio::give_up(std::shared_ptr<AudioLeg>& leg) {
  if (!leg) return;
  leg->listen(nullptr);
  leg->close();
  listener_.on_leg_over(leg->counts());
  retire_(std::exchange(leg, nullptr));
}

void CallAudio::answer(std::shared_ptr<const Sound> music) {
  music_ = std::move(music);
  end_ring_back();
  choose_source();
}

void CallAudio::ring_back(std::shared_ptr<const Sound> tone) {
  if (!music_ && !has_heard_customer_) ring_back_.play(std::move(tone));
}

/// What follows in the operator's ear is another source.
void CallAudio::end_ring_back() {
  if (!ring_back_.is_playing()) return;
  ring_back_.stop();
  if (operator_) operator_->switch_source();
}

void CallAudio::drop_operator() {
  give_up(operator_);
  operator_side_.reset();
  choose_source();
}

void CallAudio::connect_operator(std::shared_ptr<AudioLeg> leg) {
  drop_operator();
  operator_ = std::move(leg);
  if (!customer_) return give_up(operator_);  // the call ended meanwhile
  operator_->listen(this);
  if (operator_->is_connected()) on_connected(*operator_);
}

void CallAudio::park() {
  is_held_ = false;
  drop_operator();
}

void CallAudio::set_held(bool is_held) {
  is_held_ = is_held;
  choose_source();
}

void CallAudio::send_keys(std::string_view keys) {
  if (customer_) customer_->send_keys(keys);
}

void CallAudio::tap(std::shared_ptr<AudioTap> tap, MediaTime now) {
  if (tap_) tap_->on_end(now);
  tap_ = std::move(tap);
}

void CallAudio::end(MediaTime now) {
  tap(nullptr, now);
  player_.stop();
  ring_back_.stop();
  give_up(operator_);
  give_up(customer_);
}

CallAudio::Source CallAudio::wanted_source() const {
  if (!music_) return Source::kSilence;
  const bool is_heard =
      operator_side_ == OperatorSide::kConnected && !is_held_ && !operator_->is_on_hold();
  return is_heard ? Source::kOperator : Source::kMusic;
}

void CallAudio::choose_source() {
  const Source wanted = wanted_source();
  if (wanted == source_ || !customer_) return;
  source_ = wanted;
  customer_->switch_source();
  player_.play(wanted == Source::kMusic ? music_ : nullptr);
}

void CallAudio::send_to_customer(const AudioPacket& packet, MediaTime now) {
  const auto sent = customer_->send(packet, now);
  if (sent && tap_) tap_->on_audio(CallSide::kOperator, *sent, now);
}

void CallAudio::on_tick(MediaTime now) {
  if (operator_ && operator_side_ == OperatorSide::kConnected) {
    while (const auto tone = ring_back_.next(operator_->codec(), now)) operator_->send(*tone, now);
  }
  if (!customer_ || !customer_->is_connected()) return;
  while (const auto packet = player_.next(customer_->codec(), now)) send_to_customer(*packet, now);
}

void CallAudio::on_audio(AudioLeg& leg, const AudioPacket& packet, MediaTime now) {
  if (!is_customer(leg)) {
    if (source_ == Source::kOperator) send_to_customer(packet, now);
    return;
  }
  has_heard_customer_ = true;
  end_ring_back();
  if (tap_) tap_->on_audio(CallSide::kCustomer, packet, now);
  if (operator_) operator_->send(packet, now);
}

void CallAudio::on_key(AudioLeg& leg, char key) {
  if (is_customer(leg)) listener_.on_customer_key(call_, key);
}

/// Each change is told once; a leg that never connected is lost too.
void CallAudio::set_operator_side(OperatorSide what) {
  if (operator_side_ == what) return;
  operator_side_ = what;
  choose_source();
  listener_.on_operator_side(call_, what);
}

void CallAudio::on_connected(AudioLeg& leg) {
  if (!is_customer(leg)) set_operator_side(OperatorSide::kConnected);
}

/// The hold key of a desk phone.
void CallAudio::on_hold_changed(AudioLeg& leg) {
  if (!is_customer(leg)) choose_source();
}

void CallAudio::on_interrupted(AudioLeg& leg) {
  if (!is_customer(leg)) set_operator_side(OperatorSide::kLost);
}

void CallAudio::on_lost(AudioLeg& leg, LegLoss loss) {
  if (is_customer(leg)) return listener_.on_customer_lost(call_, loss);
  give_up(operator_);
  set_operator_side(OperatorSide::kLost);
}

}  // namespace madoguchi::voice
