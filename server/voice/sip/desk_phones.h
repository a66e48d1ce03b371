#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/random.h"
#include "base/rate_limiter.h"
#include "voice/sip/phone_connections.h"
#include "voice/sip/phone_pings.h"
#include "voice/sip/phone_route.h"
#include "voice/sip/registrar.h"

namespace madoguchi::voice {

/// What becomes of a request of somebody who is no trunk.
enum class PhoneRequest {
  kStranger,  ///< no phone of ours
  kTaken,     ///< answered, or met with silence
  kInDialog,  ///< libre's sessions take it
};

/// The desk phones of one endpoint: who of the strangers is heard because of them, their
/// registrations, and whether they are still there. REGISTER is heard from everybody while the
/// directory has phones, and then limited by host; anything else only from where a phone is
/// registered, and of one that no longer is what belongs to a call that goes on. A phone that dials
/// itself is refused (403) once it has shown who it is. SIP thread.
class DeskPhones final : private PhonePingsListener {
 public:
  /// What it is made with outlives it.
  DeskPhones(const PhoneDirectory& directory, PhonePresence& presence, const base::Clock& clock,
             base::Random& random);
  ~DeskPhones() override;
  DeskPhones(const DeskPhones&) = delete;
  DeskPhones& operator=(const DeskPhones&) = delete;

  /// `from`: the address under which phones see us.
  void open(sip& stack, std::string from);
  /// Before the stack ends.
  void close();

  /// Asked of every datagram of those who are no trunk, before libre reads it.
  [[nodiscard]] bool admits(const NetAddress& source, std::string_view datagram);
  [[nodiscard]] bool admits_connection(const NetAddress& source);
  void on_accepted(int descriptor, const NetAddress& source);
  [[nodiscard]] PhoneRequest take(const sip_msg& request);
  /// Ends the registrations of the extension, and what was guessed at its password: there is a new
  /// one.
  void forget(const std::string& extension);
  [[nodiscard]] PhoneBindings& bindings() { return bindings_; }

 private:
  static void on_second(void* self);

  void take_register(const sip_msg& request);
  void take_invite(const sip_msg& request);
  void answer(const sip_msg& request, const RegistrarReply& reply);
  void drop(const std::string& extension, const std::string& contact);
  void on_unreachable(const std::string& extension, const std::string& contact) override;

  const PhoneDirectory& directory_;
  PhonePresence& presence_;
  const base::Clock& clock_;
  PhoneBindings bindings_;
  PhoneConnections connections_;
  PhoneAuthenticator authenticator_;
  Registrar registrar_;
  base::RateLimiter registers_;  ///< by host, before anything of them is read
  sip* stack_ = nullptr;
  std::unique_ptr<DirectDialogs> dialogs_;
  std::unique_ptr<PhonePings> pings_;
  struct tmr second_ {};
};

}  // namespace madoguchi::voice
