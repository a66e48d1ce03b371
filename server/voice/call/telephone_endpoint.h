#pragma once

#include <atomic>

#include "base/rate_limiter.h"
#include "voice/call/dialed_call.h"
#include "voice/call/live_calls.h"
#include "voice/call/media_lanes.h"
#include "voice/call/operator_phone.h"
#include "voice/call/sip_call.h"
#include "voice/sip/desk_phones.h"
#include "voice/sip/sip_gate.h"
#include "voice/sip/sip_request_check.h"
#include "voice/sip/sip_thread.h"
#include "voice/sip/trunk_book.h"
#include "voice/sip/trunk_watch.h"
#include "voice/telephone.h"

namespace madoguchi::voice {

/// Telephone over libre. What has no other word lives on the SIP thread.
class TelephoneEndpoint final : public Telephone,
                                private SipGate,
                                private SipCallListener,
                                private PhonePresence,
                                private OperatorPhoneListener,
                                private DialedCallListener {
 public:
  TelephoneEndpoint(TelephoneOptions options, CallHandler& handler, base::IdSource& ids,
                    const base::Clock& clock);
  ~TelephoneEndpoint() override;

  [[nodiscard]] base::Status start();

  [[nodiscard]] NetAddress local() const override { return local_; }
  [[nodiscard]] TelephoneCounts counts() const override;
  void stop() override;
  void answer(CallId call) override;
  void refuse(CallId call, CallRefusal why) override;
  void hang_up(CallId call) override;
  void connect_browser(CallId call, std::string offer, DescriptionReply reply) override;
  void park(CallId call) override;
  void set_held(CallId call, bool is_held) override;
  void send_keys(CallId call, std::string keys) override;
  void tap(CallId call, std::shared_ptr<AudioTap> tap) override;
  void open_web_call(CallId call, std::string offer, DescriptionReply reply) override;
  void open_echo(std::string offer, DescriptionReply reply) override;
  void ring_phone(CallId call, std::string extension, std::string from) override;
  void stop_ringing(CallId call) override;
  void forget_phones(std::string extension) override;
  void dial(CallId call, std::string trunk, std::string from, std::string to) override;
  [[nodiscard]] std::vector<TrunkState> trunks() const override { return trunk_states_.snapshot(); }
  [[nodiscard]] base::Status set_trunks(std::vector<Trunk> trunks) override;

 private:
  struct Counters {
    std::atomic<std::int64_t> refused{0};
    std::atomic<std::int64_t> strangers{0};
    std::atomic<std::int64_t> malformed{0};
  };

  [[nodiscard]] base::Status open();
  [[nodiscard]] base::Status open_stack();
  [[nodiscard]] base::Status open_transports();
  [[nodiscard]] bool close();
  void clear();

  bool admits_datagram(const NetAddress& source, std::string_view datagram) override;
  bool admits_connection(const NetAddress& source) override;
  void on_accepted(int descriptor, const NetAddress& source) override;
  [[nodiscard]] bool admits(const NetAddress& source);
  [[nodiscard]] bool is_trunk(const NetAddress& source);

  static bool on_request(const sip_msg* request, void* self);
  static void on_invite(const sip_msg* invite, void* self);
  bool check_request(const sip_msg& request);
  void refuse_stranger(const sip_msg& request, const NetAddress& source);
  void refuse_request(const sip_msg& request, const SipRefusal& refusal);
  void answer_options(const sip_msg& request);

  [[nodiscard]] std::optional<SipRefusal> take_invite(const sip_msg& invite);
  [[nodiscard]] base::Result<SipCallParts> parts_of(const sip_msg& invite, CallId id);

  void on_over(SipCall& call, CallEnd end) override;
  void on_phones(const std::string& extension, std::size_t registered) override;
  void use_trunks(std::vector<Trunk> trunks);
  void on_answered(OperatorPhone& phone) override;
  void on_declined(OperatorPhone& phone) override;
  void on_left(OperatorPhone& phone) override;
  void on_dialed(DialedCall& call, DialProgress progress) override;
  void on_over(DialedCall& call, CallEnd end) override;
  void begin_ringing(TelephoneCall& call, const std::string& extension, const std::string& from);
  void begin_dialing(CallId call, const std::string& trunk, const std::string& from,
                     const std::string& to);
  [[nodiscard]] base::Status start_dialed(CallId call, const std::string& trunk,
                                          OutgoingCallParts parts);
  void with_call(CallId call, std::function<void(TelephoneCall&)> action);
  [[nodiscard]] base::Status begin_web_call(CallId call, const BrowserOffer& offer,
                                            const DescriptionReply& reply);
  [[nodiscard]] base::Status begin_echo(const BrowserOffer& offer, const DescriptionReply& reply);

  const TelephoneOptions options_;
  CallHandler& handler_;
  base::IdSource& ids_;
  base::SystemRandom random_;
  const std::string public_host_;
  std::shared_ptr<const Sound> hold_music_;
  std::shared_ptr<const Sound> ring_back_;
  PortPool ports_;
  base::RateLimiter strangers_;  ///< who may be heard once
  base::RateLimiter refusals_;   ///< who may be told once
  NetAddress local_;
  Counters counters_;

  std::unique_ptr<DeskPhones> phones_;  ///< none: switched off
  std::unique_ptr<BrowserGateway> browsers_;
  MediaLanes media_;
  std::shared_ptr<void> echoes_ = std::make_shared<int>();  ///< one reference more for each echo
  RePtr<dnsc> names_;
  RePtr<sip> sip_;
  RePtr<sip_lsnr> listener_;
  RePtr<sipsess_sock> sessions_;
  std::optional<CallMeans> means_;  ///< once all is open
  TrunkStates trunk_states_;
  TrunkBook trunks_{trunk_states_};
  std::optional<TrunkWatch> watch_;  ///< once all is open
  LiveCalls calls_;
  SipThread thread_;  // last: its end uses everything above
};

}  // namespace madoguchi::voice
