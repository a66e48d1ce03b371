#include "voice/sip/nonce.h"

#include <charconv>
#include <cstring>

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "base/secret.h"
#include "voice/sip/hex.h"

namespace madoguchi::voice {
namespace {

constexpr std::size_t kTimeDigits = 16;
constexpr std::size_t kHeadDigits = 32;  ///< the time and the random number
constexpr std::size_t kSignatureDigits = 32;

std::uint64_t random_word(base::Random& random) {
  std::array<std::byte, sizeof(std::uint64_t)> bytes{};
  random.fill(bytes);
  std::uint64_t word = 0;
  std::memcpy(&word, bytes.data(), bytes.size());
  return word;
}

}  // namespace

NonceSource::NonceSource(const base::Clock& clock, base::Random& random)
    : clock_(clock), random_(random) {
  random_.fill(key_);
}

std::string NonceSource::signature_of(std::string_view head, const NetAddress& host) const {
  const std::string text = fmt::format("{} {}", head, host.host());
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned int size = 0;
  HMAC(EVP_sha256(), key_.data(), static_cast<int>(key_.size()),
       reinterpret_cast<const unsigned char*>(text.data()), text.size(), bytes.data(), &size);
  return hex_digits(std::span(bytes).first(kSignatureDigits / 2));
}

std::string NonceSource::make(const NetAddress& host) {
  const auto now = static_cast<std::uint64_t>(base::to_unix_ms(clock_.now()));
  const std::string head = fmt::format("{:016x}{:016x}", now, random_word(random_));
  return head + signature_of(head, host);
}

NonceState NonceSource::check(std::string_view nonce, const NetAddress& host) const {
  if (nonce.size() != kHeadDigits + kSignatureDigits) return NonceState::kForeign;
  const std::string_view head = nonce.substr(0, kHeadDigits);
  if (!base::equal_in_constant_time(nonce.substr(kHeadDigits), signature_of(head, host))) {
    return NonceState::kForeign;
  }
  std::int64_t made = 0;
  std::from_chars(head.data(), head.data() + kTimeDigits, made, 16);
  const base::Time made_at = base::from_unix_ms(made);
  const base::Time now = clock_.now();  // earlier than it was made: the clock was set back
  return made_at <= now && now < made_at + kLife ? NonceState::kFresh : NonceState::kStale;
}

bool NonceCounts::use(const std::string& nonce, std::uint32_t count) {
  forget_old();
  if (const auto found = by_nonce_.find(nonce); found != by_nonce_.end()) {
    if (count <= found->second->highest) return false;
    found->second->highest = count;
    return true;
  }
  if (used_.size() >= limit_) return false;
  used_.push_back({nonce, count, clock_.now() + NonceSource::kLife});
  by_nonce_.emplace(used_.back().nonce, std::prev(used_.end()));
  return true;
}

/// A nonce is stale by then, because it was made before it was used.
void NonceCounts::forget_old() {
  const base::Time now = clock_.now();
  while (!used_.empty() && used_.front().forgotten_at <= now) {
    by_nonce_.erase(used_.front().nonce);
    used_.pop_front();
  }
}

}  // namespace madoguchi::voice
