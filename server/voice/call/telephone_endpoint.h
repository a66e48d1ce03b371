#pragma once

#include <atomic>

#include "voice/call/browser_calls.h"
#include "voice/call/dialed_call.h"
#include "voice/call/live_calls.h"
#include "voice/call/media_lanes.h"
#include "voice/call/operator_phone.h"
#include "voice/call/sip_call.h"
#include "voice/sip/sip_stack.h"
#include "voice/sip/sip_thread.h"
#include "voice/sip/trunk_watch.h"
#include "voice/telephone.h"

namespace madoguchi::voice {

/// Telephone over libre. What has no other word lives on the SIP thread.
class TelephoneEndpoint final : public Telephone,
                                private InviteTaker,
                                private SipCallListener,
                                private PhonePresence,
                                private OperatorPhoneListener,
                                private DialedCallListener {
 public:
  TelephoneEndpoint(TelephoneOptions options, CallHandler& handler, base::IdSource& ids,
                    const base::Clock& clock);
  ~TelephoneEndpoint() override;

  [[nodiscard]] base::Status start();

  [[nodiscard]] NetAddress local() const override { return stack_.local(); }
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
  [[nodiscard]] base::Status open();
  [[nodiscard]] bool close();
  void clear();

  [[nodiscard]] std::optional<SipRefusal> take_invite(const sip_msg& invite) override;
  [[nodiscard]] std::optional<SipRefusal> begin_call(const sip_msg& invite);
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
  using Begin = std::function<base::Status(const BrowserOffer&, const DescriptionReply&)>;
  void begin_with_browser(const std::string& offer, DescriptionReply reply, Begin begin);

  const TelephoneOptions options_;
  CallHandler& handler_;
  base::IdSource& ids_;
  base::SystemRandom random_;
  const std::string public_host_;
  std::shared_ptr<const Sound> hold_music_;
  std::shared_ptr<const Sound> ring_back_;
  PortPool ports_;
  std::atomic<std::int64_t> refused_{0};

  MediaLanes media_;
  LiveCalls calls_;
  BrowserCalls browsers_{media_, calls_};
  TrunkStates trunk_states_;
  TrunkBook trunks_{trunk_states_};
  std::unique_ptr<DeskPhones> phones_;  ///< none: switched off
  SipStack stack_;
  std::optional<CallMeans> means_;   ///< once all is open
  std::optional<TrunkWatch> watch_;  ///< once all is open
  SipThread thread_;                 // last: its end uses everything above
};

}  // namespace madoguchi::voice
