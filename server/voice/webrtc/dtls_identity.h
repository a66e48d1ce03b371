#pragma once

#include <string>

#include "base/result.h"
#include "voice/webrtc/openssl_ptr.h"

namespace madoguchi::voice {

/// Key and certificate with which browsers know the server in DTLS: a P-256 key and a certificate
/// that it signs itself, made anew at every start; what counts is the fingerprint in the session
/// description (RFC 8122 section 5). Immutable; safe to use from every thread.
class DtlsIdentity {
 public:
  /// kInternal: OpenSSL has no randomness or lacks an algorithm.
  [[nodiscard]] static base::Result<DtlsIdentity> make();

  /// "sha-256 4A:AD:...": the value of a=fingerprint.
  [[nodiscard]] const std::string& fingerprint() const { return fingerprint_; }
  /// Settings of DTLS-SRTP (RFC 5764): the server asks for a certificate, offers the suites of
  /// SrtpSuite and makes datagrams of at most 1,200 bytes.
  [[nodiscard]] SSL_CTX* context() const { return context_.get(); }

 private:
  DtlsIdentity() = default;

  std::string fingerprint_;
  ContextPtr context_;
};

/// "sha-256 4A:AD:..." of a certificate; empty when it cannot be computed.
[[nodiscard]] std::string fingerprint_of(const X509* certificate);

}  // namespace madoguchi::voice
