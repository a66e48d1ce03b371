#pragma once

#include <atomic>
#include <optional>

#include "base/rate_limiter.h"
#include "voice/sip/desk_phones.h"
#include "voice/sip/sip_gate.h"
#include "voice/sip/sip_request_check.h"
#include "voice/sip/trunk_book.h"

namespace madoguchi::voice {

/// Whoever begins calls for trunks. SIP thread.
class InviteTaker {
 public:
  virtual ~InviteTaker() = default;
  /// The first INVITE of a call, from a trunk. None: a session of libre answers it.
  [[nodiscard]] virtual std::optional<SipRefusal> take_invite(const sip_msg& invite) = 0;
};

/// SIP over UDP and TCP at one address, and who is heard there: trunks, desk phones, and everybody
/// else once. SIP thread, but for the counts.
class SipStack final : private SipGate {
 public:
  /// `phones`: null when none may register. What it is made with outlives it.
  SipStack(TrunkBook& trunks, DeskPhones* phones, InviteTaker& invites, const base::Clock& clock);

  /// Binds; port 0: any that is free for both. kAlreadyExists: the port is taken; kUnavailable: any
  /// other reason; the text is a sentence.
  [[nodiscard]] base::Status open(const NetAddress& listen);
  /// Gives every libre object back; calls and registrations are over by then.
  void close();

  // Between open() and close().
  [[nodiscard]] sip& stack() const { return *stack_; }
  [[nodiscard]] sipsess_sock& sessions() const { return *sessions_; }
  /// Where it is listening.
  [[nodiscard]] NetAddress local() const { return local_; }

  // From every thread.
  [[nodiscard]] std::int64_t strangers() const { return strangers_; }
  [[nodiscard]] std::int64_t malformed() const { return malformed_; }

 private:
  [[nodiscard]] base::Status open_stack();
  [[nodiscard]] base::Status open_transports(const NetAddress& listen);

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

  TrunkBook& trunks_;
  DeskPhones* const phones_;
  InviteTaker& invites_;
  base::RateLimiter heard_;  ///< strangers who may be heard once
  base::RateLimiter told_;   ///< and told once that they are refused
  std::atomic<std::int64_t> strangers_{0};
  std::atomic<std::int64_t> malformed_{0};
  NetAddress local_;
  RePtr<dnsc> names_;
  RePtr<sip> stack_;
  RePtr<sip_lsnr> listener_;
  RePtr<sipsess_sock> sessions_;
};

}  // namespace madoguchi::voice
