#include "voice/call/live_calls.h"

#include <utility>

namespace madoguchi::voice {

TelephoneCall* LiveCalls::find(CallId call) const {
  const auto found = calls_.find(call);
  return found == calls_.end() ? nullptr : found->second.get();
}

base::Status LiveCalls::check_place(CallId call) const {
  using base::ErrorCode;
  if (contains(call)) return base::fail(ErrorCode::kConflict, "there is such a call");
  if (is_full()) return base::fail(ErrorCode::kTryLater, "there are too many calls");
  return {};
}

void LiveCalls::add(std::unique_ptr<TelephoneCall> call) {
  const CallId id = call->id();
  calls_.emplace(id, std::move(call));
  ++begun_;
  count_ = std::ssize(calls_);
}

void LiveCalls::forget(CallId call) {
  calls_.erase(call);
  count_ = std::ssize(calls_);
}

void LiveCalls::end(CallId call, CallEnd why) {
  if (!contains(call)) return;
  forget(call);
  handler_.on_ended(call, why);
}

void LiveCalls::clear() {
  calls_.clear();
  count_ = 0;
}

void LiveCalls::do_with(CallId call, std::function<void(TelephoneCall*)> action) {
  thread_.post_always([this, call, action = std::move(action)] { action(find(call)); });
}

void LiveCalls::on_customer_lost(CallId call, LegLoss loss) {
  thread_.post_always([this, call, loss] {
    end(call, loss == LegLoss::kClosed ? CallEnd::kCustomerLeft : CallEnd::kMediaLost);
  });
}

void LiveCalls::on_operator_side(CallId call, OperatorSide what) {
  thread_.post_always([this, call, what] {
    TelephoneCall* found = find(call);
    if (found == nullptr) return;
    // A desk phone of which nothing is heard any more does not come back, as a browser may.
    const bool has_phone = found->phone() != nullptr && found->phone()->is_answered();
    if (what == OperatorSide::kLost && has_phone) found->set_phone(nullptr);
    handler_.on_operator_side(call, what);
  });
}

/// So many keys that the thread has no time for them are not heard.
void LiveCalls::on_customer_key(CallId call, char key) {
  (void)thread_.post([this, call, key] {
    if (contains(call)) handler_.on_key(call, key);
  });
}

void LiveCalls::on_leg_over(const AudioLeg::Counts& counts) {
  rtp_received_ += counts.received;
  rtp_refused_ += counts.refused;
}

}  // namespace madoguchi::voice
