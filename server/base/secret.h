#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/random.h"
#include "base/result.h"

namespace madoguchi::base {

/// A new secret of `bytes` random bytes in base64url without padding: 32 bytes are 43 characters.
[[nodiscard]] std::string random_token(Random& random, std::size_t bytes = 32);

/// A new name of `length` characters out of a-z and 0-9 without the ones that look alike (0 1 l o).
[[nodiscard]] std::string random_name(Random& random, std::size_t length);

/// SHA-256 in 64 lower-case hexadecimal digits. Tokens of 256 random bits are kept as this alone.
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

/// Takes the same time wherever the difference is; only the lengths show.
[[nodiscard]] bool equal_in_constant_time(std::string_view left, std::string_view right);

/// What one argon2id hash costs (RFC 9106). The standard values are libsodium's "interactive" ones.
struct PasswordCost {
  std::uint64_t passes = 2;
  std::size_t memory_bytes = 64 * 1024 * 1024;
};

/// The smallest cost libsodium accepts: for tests, never for real passwords.
inline constexpr PasswordCost kSmallestPasswordCost{1, 8192};

/// An encoded argon2id hash with its own salt and cost, about 100 characters. Takes tens of
/// milliseconds and `memory_bytes`: never on an I/O thread. kTryLater when the memory is not to be
/// had.
[[nodiscard]] Result<std::string> hash_password(std::string_view password, PasswordCost cost);
/// False for a wrong password and for anything that is not an encoded hash.
[[nodiscard]] bool password_matches(const std::string& hash, std::string_view password);
/// Whether the hash was made with another cost than this one and is to be made anew.
[[nodiscard]] bool needs_new_hash(const std::string& hash, PasswordCost cost);
/// A well-formed hash of this cost that no known password matches: checking against it takes as
/// long as against a real one.
[[nodiscard]] std::string unmatchable_hash(PasswordCost cost);

}  // namespace madoguchi::base
