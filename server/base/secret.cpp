#include "base/secret.h"

#include <array>
#include <cstdlib>
#include <vector>

#include <fmt/format.h>
#include <sodium.h>

namespace madoguchi::base {
namespace {

constexpr std::string_view kNameLetters = "abcdefghijkmnpqrstuvwxyz23456789";
static_assert(kNameLetters.size() == 32, "one letter is five bits, so that none is more likely");

void start_sodium() {
  static const bool started = sodium_init() >= 0;
  if (!started) std::abort();
}

std::string base64(std::span<const std::byte> bytes, int variant) {
  std::string out(sodium_base64_encoded_len(bytes.size(), variant), '\0');
  sodium_bin2base64(out.data(), out.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                    bytes.size(), variant);
  out.pop_back();  // the terminating zero
  return out;
}

}  // namespace

std::string random_token(Random& random, std::size_t bytes) {
  std::vector<std::byte> secret(bytes);
  random.fill(secret);
  return base64(secret, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

std::string random_name(Random& random, std::size_t length) {
  std::vector<std::byte> bytes(length);
  random.fill(bytes);
  std::string name;
  for (const std::byte byte : bytes) {
    name += kNameLetters[std::to_integer<unsigned>(byte) % kNameLetters.size()];
  }
  return name;
}

std::string sha256_hex(std::string_view bytes) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(bytes.data()),
                     bytes.size());
  std::string hex(2 * hash.size() + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
  hex.pop_back();
  return hex;
}

bool equal_in_constant_time(std::string_view left, std::string_view right) {
  return left.size() == right.size() && sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

Result<std::string> hash_password(std::string_view password, PasswordCost cost) {
  start_sodium();
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  const int failed = crypto_pwhash_str(hash.data(), password.data(), password.size(), cost.passes,
                                       cost.memory_bytes);
  if (failed != 0) return fail(ErrorCode::kTryLater, "no memory to hash a password");
  return std::string(hash.data());
}

bool password_matches(const std::string& hash, std::string_view password) {
  start_sodium();
  return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

bool needs_new_hash(const std::string& hash, PasswordCost cost) {
  start_sodium();
  return crypto_pwhash_str_needs_rehash(hash.c_str(), cost.passes, cost.memory_bytes) != 0;
}

std::string unmatchable_hash(PasswordCost cost) {
  start_sodium();
  std::array<std::byte, crypto_pwhash_SALTBYTES> salt{};
  std::array<std::byte, 32> hash{};
  randombytes_buf(salt.data(), salt.size());
  randombytes_buf(hash.data(), hash.size());
  constexpr int kVariant = sodium_base64_VARIANT_ORIGINAL_NO_PADDING;
  return fmt::format("$argon2id$v=19$m={},t={},p=1${}${}", cost.memory_bytes / 1024, cost.passes,
                     base64(salt, kVariant), base64(hash, kVariant));
}

}  // namespace madoguchi::base
