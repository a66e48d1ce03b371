#include "voice/webrtc/dtls_identity.h"

#include <array>

#include <fmt/format.h>

namespace madoguchi::voice {
namespace {

constexpr long kSecondsOfDay = 24L * 60 * 60;
constexpr long kValidDays = 30;
constexpr const char* kSrtpProfiles = "SRTP_AEAD_AES_128_GCM:SRTP_AES128_CM_SHA1_80";
constexpr const char* kCiphers = "ECDHE+AESGCM:ECDHE+CHACHA20";

tl::unexpected<base::Error> cannot_make() {
  return base::fail(base::ErrorCode::kInternal, "OpenSSL could not make the identity for DTLS");
}

bool set_name(X509* certificate) {
  X509_NAME* name = X509_get_subject_name(certificate);
  const auto* common = reinterpret_cast<const unsigned char*>("Madoguchi");
  return X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, common, -1, -1, 0) == 1 &&
         X509_set_issuer_name(certificate, name) == 1;
}

CertificatePtr make_certificate(EVP_PKEY* key) {
  CertificatePtr certificate(X509_new());
  X509* made = certificate.get();
  const bool is_made =
      made != nullptr && X509_set_version(made, X509_VERSION_3) == 1 &&
      ASN1_INTEGER_set(X509_get_serialNumber(made), 1) == 1 && set_name(made) &&
      X509_gmtime_adj(X509_getm_notBefore(made), -kSecondsOfDay) != nullptr &&
      X509_gmtime_adj(X509_getm_notAfter(made), kValidDays * kSecondsOfDay) != nullptr &&
      X509_set_pubkey(made, key) == 1 && X509_sign(made, key, EVP_sha256()) > 0;
  return is_made ? std::move(certificate) : nullptr;
}

/// Anybody's certificate will do here; DtlsSession holds it against the fingerprint of the offer.
int accept_certificate(int, X509_STORE_CTX*) { return 1; }

bool configure(SSL_CTX* context, X509* certificate, EVP_PKEY* key) {
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT,
                     accept_certificate);
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_QUERY_MTU);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  return SSL_CTX_set_min_proto_version(context, DTLS1_2_VERSION) == 1 &&
         SSL_CTX_set_cipher_list(context, kCiphers) == 1 &&
         SSL_CTX_use_certificate(context, certificate) == 1 &&
         SSL_CTX_use_PrivateKey(context, key) == 1 &&
         // 0 is success: the only function of OpenSSL that says so.
         SSL_CTX_set_tlsext_use_srtp(context, kSrtpProfiles) == 0;
}

}  // namespace

std::string fingerprint_of(const X509* certificate) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  if (X509_digest(certificate, EVP_sha256(), digest.data(), &size) != 1) return {};
  std::string text = "sha-256 ";
  for (unsigned int i = 0; i < size; ++i) {
    text += fmt::format("{}{:02X}", i == 0 ? "" : ":", digest[i]);
  }
  return text;
}

base::Result<DtlsIdentity> DtlsIdentity::make() {
  const KeyPtr key(EVP_EC_gen("P-256"));
  if (!key) return cannot_make();
  const CertificatePtr certificate = make_certificate(key.get());
  DtlsIdentity identity;
  identity.context_.reset(SSL_CTX_new(DTLS_method()));
  if (!certificate || !identity.context_) return cannot_make();
  if (!configure(identity.context_.get(), certificate.get(), key.get())) return cannot_make();
  identity.fingerprint_ = fingerprint_of(certificate.get());
  return identity;
}

}  // namespace madoguchi::voice
