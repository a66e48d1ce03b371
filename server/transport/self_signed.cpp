#include "transport/self_signed.h"

#include <memory>

#include <boost/asio/ip/address.hpp>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include "base/file.h"

namespace madoguchi::transport {
namespace {

template <auto kFree>
struct Freer {
  template <class T>
  void operator()(T* object) const {
    kFree(object);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freer<X509_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Freer<X509_EXTENSION_free>>;
using Number = std::unique_ptr<BIGNUM, Freer<BN_free>>;
using Memory = std::unique_ptr<BIO, Freer<BIO_free_all>>;

constexpr long kSecondsOfDay = 24L * 60 * 60;
constexpr long kValidDays = 397;
/// For clients whose clock is behind.
constexpr long kBackdatedSeconds = 60L * 60;
constexpr int kSerialBits = 127;
constexpr mode_t kOwnerOnly = 0600;
constexpr mode_t kEveryoneReads = 0644;

tl::unexpected<base::Error> cannot_make() {
  return base::fail(base::ErrorCode::kInternal, "OpenSSL could not make the certificate");
}

bool is_address(const std::string& hostname) {
  boost::system::error_code error;
  boost::asio::ip::make_address(hostname, error);
  return !error;
}

/// Names end up in a list of OpenSSL's configuration language: only what stands in a name may pass.
bool is_dns_name(const std::string& hostname) {
  constexpr std::string_view kAllowed =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.";
  return !hostname.empty() && hostname.size() <= 253 &&
         hostname.find_first_not_of(kAllowed) == std::string::npos;
}

base::Result<std::string> alternative_names(const std::vector<std::string>& hostnames) {
  std::string names;
  for (const auto& hostname : hostnames) {
    const bool is_ip = is_address(hostname);
    if (!is_ip && !is_dns_name(hostname)) {
      return base::fail(base::ErrorCode::kInvalidInput,
                        "'" + hostname + "' is no host name or address for a certificate");
    }
    if (!names.empty()) names += ',';
    names += (is_ip ? "IP:" : "DNS:") + hostname;
  }
  if (names.empty()) {
    return base::fail(base::ErrorCode::kInvalidInput, "a certificate needs a host name");
  }
  return names;
}

bool add_extension(X509* certificate, int kind, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str()));
  return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

bool set_serial(X509* certificate) {
  const Number number(BN_new());
  return number && BN_rand(number.get(), kSerialBits, BN_RAND_TOP_ANY, BN_RAND_BOTTOM_ANY) == 1 &&
         BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) != nullptr;
}

bool set_names(X509* certificate) {
  X509_NAME* name = X509_get_subject_name(certificate);
  const auto* common = reinterpret_cast<const unsigned char*>("Madoguchi");
  return X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, common, -1, -1, 0) == 1 &&
         X509_set_issuer_name(certificate, name) == 1;
}

bool set_validity(X509* certificate) {
  const long end = kValidDays * kSecondsOfDay - kBackdatedSeconds;
  return X509_gmtime_adj(X509_getm_notBefore(certificate), -kBackdatedSeconds) != nullptr &&
         X509_gmtime_adj(X509_getm_notAfter(certificate), end) != nullptr;
}

bool set_extensions(X509* certificate, const std::string& names) {
  return add_extension(certificate, NID_basic_constraints, "critical,CA:FALSE") &&
         add_extension(certificate, NID_key_usage, "critical,digitalSignature") &&
         add_extension(certificate, NID_ext_key_usage, "serverAuth") &&
         add_extension(certificate, NID_subject_alt_name, names);
}

Certificate make_certificate(EVP_PKEY* key, const std::string& names) {
  constexpr long kVersion3 = 2;
  Certificate certificate(X509_new());
  const bool is_made = certificate && X509_set_version(certificate.get(), kVersion3) == 1 &&
                       set_serial(certificate.get()) && set_names(certificate.get()) &&
                       set_validity(certificate.get()) &&
                       X509_set_pubkey(certificate.get(), key) == 1 &&
                       set_extensions(certificate.get(), names) &&
                       X509_sign(certificate.get(), key, EVP_sha256()) > 0;
  return is_made ? std::move(certificate) : nullptr;
}

std::string contents_of(BIO* memory) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(memory, &data);
  return {data, static_cast<std::size_t>(size)};
}

base::Result<std::string> to_pem(EVP_PKEY* key) {
  const Memory memory(BIO_new(BIO_s_secmem()));
  if (PEM_write_bio_PKCS8PrivateKey(memory.get(), key, nullptr, nullptr, 0, nullptr, nullptr) != 1)
    return cannot_make();
  return contents_of(memory.get());
}

base::Result<std::string> to_pem(X509* certificate) {
  const Memory memory(BIO_new(BIO_s_mem()));
  if (PEM_write_bio_X509(memory.get(), certificate) != 1) return cannot_make();
  return contents_of(memory.get());
}

base::Status write_pem(const std::filesystem::path& path, std::string_view text, mode_t mode) {
  const auto error = base::replace_file(path, text, mode);
  if (!error) return {};
  return base::fail(base::ErrorCode::kInternal,
                    "cannot write " + path.string() + ": " + error.message());
}

}  // namespace

base::Status make_self_signed_certificate(const std::filesystem::path& folder,
                                          const std::vector<std::string>& hostnames) {
  MDG_ASSIGN(const std::string names, alternative_names(hostnames));
  const Key key(EVP_EC_gen("P-256"));
  if (!key) return cannot_make();
  const Certificate certificate = make_certificate(key.get(), names);
  if (!certificate) return cannot_make();
  MDG_ASSIGN(const std::string key_text, to_pem(key.get()));
  MDG_ASSIGN(const std::string certificate_text, to_pem(certificate.get()));
  MDG_TRY(write_pem(folder / kKeyFile, key_text, kOwnerOnly));
  return write_pem(folder / kCertificateFile, certificate_text, kEveryoneReads);
}

}  // namespace madoguchi::transport
