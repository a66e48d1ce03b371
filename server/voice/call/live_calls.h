#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <unordered_map>

#include "voice/call/telephone_call.h"
#include "voice/sip/sip_thread.h"

namespace madoguchi::voice {

/// The calls that are not over, and what their audio tells. On the SIP thread, but for do_with()
/// and the counters.
class LiveCalls final : public CallAudioListener {
 public:
  /// `most`: how many at once.
  LiveCalls(SipThread& thread, CallHandler& handler, std::size_t most)
      : thread_(thread), handler_(handler), most_(most) {}

  [[nodiscard]] std::size_t size() const { return calls_.size(); }
  [[nodiscard]] bool contains(CallId call) const { return calls_.contains(call); }
  [[nodiscard]] bool is_full() const { return size() >= most_; }
  /// kConflict: there is such a call; kTryLater: there are too many.
  [[nodiscard]] base::Status check_place(CallId call) const;
  /// Null when it is over.
  [[nodiscard]] TelephoneCall* find(CallId call) const;
  void add(std::unique_ptr<TelephoneCall> call);
  /// Ends it without a word to the handler; harmless when it is over.
  void forget(CallId call);
  /// Ends it and tells the handler.
  void end(CallId call, CallEnd why);
  void clear();

  // --- from every thread ---

  /// Runs on the SIP thread with the call, or with null when it is over.
  void do_with(CallId call, std::function<void(TelephoneCall*)> action);
  [[nodiscard]] std::int64_t count() const { return count_; }
  /// Calls that were ever added.
  [[nodiscard]] std::int64_t begun() const { return begun_; }
  /// RTP packets of legs that are over.
  [[nodiscard]] std::int64_t rtp_received() const { return rtp_received_; }
  [[nodiscard]] std::int64_t rtp_refused() const { return rtp_refused_; }

 private:
  // Media threads.
  void on_customer_lost(CallId call, LegLoss loss) override;
  void on_operator_side(CallId call, OperatorSide what) override;
  void on_customer_key(CallId call, char key) override;
  void on_leg_over(const AudioLeg::Counts& counts) override;

  SipThread& thread_;
  CallHandler& handler_;
  const std::size_t most_;
  std::unordered_map<CallId, std::unique_ptr<TelephoneCall>> calls_;
  std::atomic<std::int64_t> count_{0};
  std::atomic<std::int64_t> begun_{0};
  std::atomic<std::int64_t> rtp_received_{0};
  std::atomic<std::int64_t> rtp_refused_{0};
};

}  // namespace madoguchi::voice
