#pragma once

#include <optional>
#include <string>

namespace madoguchi::voice {

/// The realm of every challenge; part of each secret, so it never changes.
inline constexpr const char* kPhoneRealm = "madoguchi";

/// What is kept of a desk phone's password: who has it can register as the phone, nothing else.
/// Both are made by digest_secret() with the extension as user name and kPhoneRealm.
struct PhoneSecret {
  std::string md5;
  std::string sha256;
};

[[nodiscard]] PhoneSecret make_phone_secret(const std::string& extension,
                                            const std::string& password);

/// Which extensions have a desk phone. Called on the SIP thread on every REGISTER, so it must not
/// wait; outlives the telephone.
class PhoneDirectory {
 public:
  virtual ~PhoneDirectory() = default;
  /// False: desk phones are switched off, whoever sends REGISTER is a stranger like any other.
  [[nodiscard]] virtual bool has_phones() const = 0;
  /// Nothing: no such extension, or none with a phone.
  [[nodiscard]] virtual std::optional<PhoneSecret> secret_of(
      const std::string& extension) const = 0;
};

}  // namespace madoguchi::voice
