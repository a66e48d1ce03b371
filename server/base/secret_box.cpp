#include "base/secret_box.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <span>
#include <vector>

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

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

/// Status of the last system call.
Status failed(const std::filesystem::path& file) { return cannot_use(file, std::strerror(errno)); }

class File {
 public:
  explicit File(int descriptor) : descriptor_(descriptor) {}
  ~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  [[nodiscard]] int get() const { return descriptor_; }

 private:
  int descriptor_;
};

/// Written beside its place and moved there whole: a program that dies here leaves no half of a
/// key.
Status make_key(const std::filesystem::path& path, std::span<unsigned char> key, Random& random) {
  random.fill(std::as_writable_bytes(key));
  const std::filesystem::path fresh = path.string() + ".new";
  const File file(
      ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (file.get() < 0) return failed(path);
  const ssize_t written = ::write(file.get(), key.data(), key.size());
  if (written != static_cast<ssize_t>(key.size()) || ::fsync(file.get()) != 0) return failed(path);
  if (::rename(fresh.c_str(), path.c_str()) != 0) return failed(path);
  const File folder(::open(path.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.get() < 0 || ::fsync(folder.get()) != 0) return failed(path);
  return {};
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
  const File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0 && errno != ENOENT) return tl::unexpected(failed(path).error());
  if (file.get() < 0) {
    MDG_TRY(make_key(path, key, random));
  } else {
    MDG_TRY(read_key(file.get(), path, key));
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
