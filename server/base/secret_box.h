#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/random.h"
#include "base/result.h"

namespace madoguchi::base {

/// Seals secrets that the program itself has to read again, such as the password of a trunk, before
/// they go to the database: XChaCha20-Poly1305 under a key that lies in a file beside it. A copy of
/// the database alone opens nothing. Safe to call from every thread; the random source outlives it.
class SecretBox {
 public:
  /// Reads the key, or makes one when there is no such file (0600). kUnavailable: it cannot be read
  /// or written, or is no key; the text is a sentence.
  [[nodiscard]] static Result<SecretBox> open(const std::filesystem::path& file, Random& random);

  /// In base64url. Opens again only with the same `context`, so that a sealed text that was moved
  /// to another row is worthless there.
  [[nodiscard]] std::string seal(std::string_view secret, std::string_view context) const;
  /// kStorage: sealed with another key or context, or damaged.
  [[nodiscard]] Result<std::string> unseal(std::string_view sealed, std::string_view context) const;

 private:
  static constexpr std::size_t kKeySize = 32;
  using Key = std::array<unsigned char, kKeySize>;

  SecretBox(const Key& key, Random& random) : key_(key), random_(&random) {}

  Key key_;
  Random* random_;
};

}  // namespace madoguchi::base
