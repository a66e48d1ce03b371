#include "base/secret_box.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <span>
#include <vector>

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include "base/file.h"

namespace madoguchi::base {
namespace {

constexpr std::size_t kNonceSize = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTagSize = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr int kBase64 = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

Status cannot_use(const std::filesystem::path& file, const std::string& why) {
  return fail(ErrorCode::kUnavailable,
              "The key file " + file.string() + " cannot be used: " + why + ".");
}

/// A program that dies here leaves no half of a key.
Status make_key(const std::filesystem::path& path, std::span<unsigned char> key, Random& random) {
  random.fill(std::as_writable_bytes(key));
  const std::string_view bytes(reinterpret_cast<const char*>(key.data()), key.size());
  const auto error = replace_file(path, bytes, 0600);
  return error ? cannot_use(path, error.message()) : Status{};
}

Status read_key(int file, const std::filesystem::path& path, std::span<unsigned char> key) {
  std::vector<unsigned char> content(key.size() + 1);
  const ssize_t size = ::read(file, content.data(), content.size());
  if (size != static_cast<ssize_t>(key.size())) return cannot_use(path, "it is no key");
  std::copy_n(content.begin(), key.size(), key.begin());
  return {};
}

}  // namespace

Result<SecretBox> SecretBox::open(const std::filesystem::path& path, Random& random) {
  static_assert(kKeySize == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
  if (sodium_init() < 0) return fail(ErrorCode::kInternal, "libsodium does not start");
  Key key{};
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.is_open()) {
    MDG_TRY(read_key(file.get(), path, key));
  } else if (errno == ENOENT) {
    MDG_TRY(make_key(path, key, random));
  } else {
    return fail(cannot_use(path, std::strerror(errno)).error());
  }
  return SecretBox(key, random);
}

std::string SecretBox::seal(std::string_view secret, std::string_view context) const {
  std::vector<unsigned char> box(kNonceSize + secret.size() + kTagSize);
  random_->fill(std::as_writable_bytes(std::span(box).first(kNonceSize)));
  crypto_aead_xchacha20poly1305_ietf_encrypt(box.data() + kNonceSize, nullptr, bytes_of(secret),
                                             secret.size(), bytes_of(context), context.size(),
                                             nullptr, box.data(), key_.data());
  std::string text(sodium_base64_encoded_len(box.size(), kBase64), '\0');
  sodium_bin2base64(text.data(), text.size(), box.data(), box.size(), kBase64);
  text.pop_back();  // the terminating zero
  return text;
}

Result<std::string> SecretBox::unseal(std::string_view sealed, std::string_view context) const {
  const auto wrong = [] { return fail(ErrorCode::kStorage, "a secret cannot be opened"); };
  // Of nothing, the library would be handed a null pointer.
  if (sealed.size() < kNonceSize + kTagSize) return wrong();
  std::vector<unsigned char> box(sealed.size());
  std::size_t size = 0;
  const bool is_text = sodium_base642bin(box.data(), box.size(), sealed.data(), sealed.size(),
                                         nullptr, &size, nullptr, kBase64) == 0;
  if (!is_text || size < kNonceSize + kTagSize) return wrong();
  std::string secret(size - kNonceSize - kTagSize, '\0');
  const int error = crypto_aead_xchacha20poly1305_ietf_decrypt(
      reinterpret_cast<unsigned char*>(secret.data()), nullptr, nullptr, box.data() + kNonceSize,
      size - kNonceSize, bytes_of(context), context.size(), box.data(), key_.data());
  if (error != 0) return wrong();
  return secret;
}

}  // namespace madoguchi::base
