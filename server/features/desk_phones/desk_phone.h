#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/id.h"
#include "base/time.h"
#include "voice/sip/phone_directory.h"

namespace madoguchi::features {

/// What lets desk phones of an operator register. Never the password.
struct DeskPhone {
  base::OperatorId operator_id;
  std::string extension;  ///< the user name
  voice::PhoneSecret secret;
  base::Time made_at;
};

/// Where desk phones register, as it is typed into them; UDP and TCP.
struct PhoneServer {
  std::string host;
  std::uint16_t port = 0;
};

/// The desk phones of an operator as people see them.
struct DeskPhoneView {
  std::optional<std::string> extension;  ///< none: there is no password
  std::optional<base::Time> made_at;
  std::size_t registered = 0;         ///< phones, now; at most voice::PhoneBindings allows
  std::optional<PhoneServer> server;  ///< none: there is no telephone
};

/// The password is shown once.
struct NewDeskPhone {
  DeskPhoneView phone;
  std::string password;
};

/// Is told when the password of an extension is another one, the first, or none any more: phones
/// that may be registered have to prove themselves anew. Every thread; must not wait.
class DeskPhonesListener {
 public:
  virtual ~DeskPhonesListener() = default;
  virtual void on_password_changed(const std::string& extension) = 0;
};

}  // namespace madoguchi::features
