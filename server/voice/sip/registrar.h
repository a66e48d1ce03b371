#pragma once

#include <string>

#include "voice/sip/phone_authenticator.h"
#include "voice/sip/phone_bindings.h"
#include "voice/sip/sip_request_check.h"

namespace madoguchi::voice {

/// Is told how many phones of an extension are registered, with each change. SIP thread.
class PhonePresence {
 public:
  virtual ~PhonePresence() = default;
  virtual void on_phones(const std::string& extension, std::size_t registered) = 0;
};

struct RegistrarReply {
  std::uint16_t status = 0;
  const char* reason = "";
  std::string headers;  ///< lines, without Content-Length
  bool is_silent = false;
};

/// What a request gets that shows not, or not yet, who sent it. Of kAuthentic: status 0.
[[nodiscard]] RegistrarReply reply_to_proof(const PhoneVerdict& verdict);

/// Answers REGISTER of desk phones (RFC 3261 section 10.3): the user name is the extension, up to
/// three phones of one, for 60 to 3600 seconds. Path (RFC 3327) and other extensions are refused
/// when they are required. SIP thread; what it is made with outlives it.
class Registrar {
 public:
  static constexpr base::Seconds kShortest{60};
  static constexpr base::Seconds kLongest{3'600};

  Registrar(PhoneAuthenticator& authenticator, PhoneBindings& bindings, const base::Clock& clock,
            PhonePresence& presence)
      : authenticator_(authenticator), bindings_(bindings), clock_(clock), presence_(presence) {}

  /// Of a request in which find_register_fault() found nothing.
  [[nodiscard]] RegistrarReply take(const sip_msg& request);

 private:
  struct Change {
    PhoneBinding binding;
    bool is_removal = false;
  };
  using Changes = std::vector<Change>;

  [[nodiscard]] RegistrarReply take_authentic(const sip_msg& request, const std::string& extension);
  [[nodiscard]] std::optional<RegistrarReply> read_changes(const sip_msg& request,
                                                           Changes& changes);
  [[nodiscard]] std::optional<RegistrarReply> read_change(const sip_msg& request,
                                                          std::string_view contact,
                                                          Changes& changes);
  [[nodiscard]] bool is_out_of_order(const std::string& extension, const Change& change) const;
  void apply(const std::string& extension, const Changes& changes);
  [[nodiscard]] RegistrarReply list(const std::string& extension) const;

  PhoneAuthenticator& authenticator_;
  PhoneBindings& bindings_;
  const base::Clock& clock_;
  PhonePresence& presence_;
};

}  // namespace madoguchi::voice
