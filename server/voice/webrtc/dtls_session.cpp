#include "voice/webrtc/dtls_session.h"

#include <algorithm>
#include <string_view>

#include <openssl/err.h>
#include <openssl/srtp.h>

#include "base/text_points.h"

namespace madoguchi::voice {
namespace {

/// Fits every path; a browser's ClientHello comes in smaller pieces too (RFC 8261 section 5 for the
/// number).
constexpr long kMtu = 1200;
constexpr std::string_view kExporterLabel = "EXTRACTOR-dtls_srtp";

struct SuiteRow {
  unsigned long profile;
  SrtpSuite suite;
  std::size_t key;
  std::size_t salt;
};
// RFC 5764 section 4.1.2, RFC 7714 section 14.2.
constexpr std::array kSuites{
    SuiteRow{SRTP_AES128_CM_SHA1_80, SrtpSuite::kAes128CmHmacSha1, 16, 14},
    SuiteRow{SRTP_AEAD_AES_128_GCM, SrtpSuite::kAeadAes128Gcm, 16, 12},
};

const SuiteRow* suite_of(SSL* ssl) {
  const SRTP_PROTECTION_PROFILE* chosen = SSL_get_selected_srtp_profile(ssl);
  if (chosen == nullptr) return nullptr;
  const auto row = std::ranges::find(kSuites, chosen->id, &SuiteRow::profile);
  return row == kSuites.end() ? nullptr : &*row;
}

/// The exported bytes are both keys, then both salts; SRTP wants each key with its salt.
SrtpKey joined(const std::uint8_t* material, const SuiteRow& row, std::size_t side) {
  SrtpKey joined_key;
  const std::uint8_t* key = material + side * row.key;
  const std::uint8_t* salt = material + 2 * row.key + side * row.salt;
  auto* end = std::copy_n(key, row.key, joined_key.bytes.data());
  std::copy_n(salt, row.salt, end);
  joined_key.size = row.key + row.salt;
  return joined_key;
}

}  // namespace

DtlsSession::DtlsSession(SslPtr ssl, std::string fingerprint, Send send)
    : ssl_(std::move(ssl)), fingerprint_(std::move(fingerprint)), send_(std::move(send)) {}

base::Result<DtlsSession> DtlsSession::start(const DtlsIdentity& identity, Role role,
                                             std::string fingerprint, Send send) {
  DtlsSession session(SslPtr(SSL_new(identity.context())), std::move(fingerprint), std::move(send));
  session.incoming_ = BIO_new(BIO_s_mem());
  session.outgoing_ = BIO_new(BIO_s_mem());
  if (!session.ssl_ || session.incoming_ == nullptr || session.outgoing_ == nullptr) {
    BIO_free(session.incoming_);
    BIO_free(session.outgoing_);
    return base::fail(base::ErrorCode::kInternal, "OpenSSL could not begin a DTLS session");
  }
  // An empty memory BIO says "later", not "the end".
  BIO_set_mem_eof_return(session.incoming_, -1);
  SSL_set_bio(session.ssl_.get(), session.incoming_, session.outgoing_);
  SSL_set_mtu(session.ssl_.get(), kMtu);
  if (role == Role::kServer) {
    SSL_set_accept_state(session.ssl_.get());
  } else {
    SSL_set_connect_state(session.ssl_.get());
    session.advance();
  }
  return session;
}

void DtlsSession::receive(Bytes datagram) {
  if (state_ == State::kFailed || state_ == State::kClosed || datagram.empty()) return;
  // One datagram at a time: a memory BIO forgets where each ended.
  BIO_write(incoming_, datagram.data(), static_cast<int>(datagram.size()));
  advance();
  (void)BIO_reset(incoming_);
}

void DtlsSession::advance() {
  ERR_clear_error();
  std::array<std::uint8_t, 64> unwanted{};  // data channels are not offered
  const int result = state_ == State::kHandshaking
                         ? SSL_do_handshake(ssl_.get())
                         : SSL_read(ssl_.get(), unwanted.data(), unwanted.size());
  const int error = SSL_get_error(ssl_.get(), result);
  flush();
  if (state_ == State::kHandshaking && result == 1) {
    finish_handshake();
  } else if (error == SSL_ERROR_ZERO_RETURN) {
    state_ = State::kClosed;
  } else if (error == SSL_ERROR_SSL || error == SSL_ERROR_SYSCALL) {
    state_ = State::kFailed;
  }
  ERR_clear_error();
}

/// What OpenSSL writes at once may be several records. Each record goes as a datagram: that is
/// always right, and spares the pieces of a flight from being joined beyond the MTU.
void DtlsSession::flush() {
  constexpr std::size_t kRecordHeader = 13;  // RFC 6347 section 4.1
  char* data = nullptr;
  const long size = BIO_get_mem_data(outgoing_, &data);
  Bytes left(reinterpret_cast<const std::uint8_t*>(data), static_cast<std::size_t>(size));
  while (left.size() >= kRecordHeader) {
    const std::size_t length = (std::size_t{left[11]} << 8) | left[12];
    const std::size_t record = std::min(left.size(), kRecordHeader + length);
    send_(left.first(record));
    left = left.subspan(record);
  }
  (void)BIO_reset(outgoing_);
}

bool DtlsSession::has_expected_certificate() const {
  const CertificatePtr certificate(SSL_get1_peer_certificate(ssl_.get()));
  if (!certificate) return false;
  const std::string actual = fingerprint_of(certificate.get());
  return !actual.empty() && base::lower_ascii(actual) == base::lower_ascii(fingerprint_);
}

void DtlsSession::finish_handshake() {
  const bool is_right = suite_of(ssl_.get()) != nullptr && has_expected_certificate();
  state_ = is_right ? State::kEstablished : State::kFailed;
}

void DtlsSession::tick() {
  if (state_ != State::kHandshaking) return;
  if (DTLSv1_handle_timeout(ssl_.get()) < 0) state_ = State::kFailed;
  flush();
}

void DtlsSession::close() {
  if (state_ != State::kEstablished) return;
  SSL_shutdown(ssl_.get());
  flush();
  state_ = State::kClosed;
}

std::optional<SrtpKeys> DtlsSession::keys() const {
  if (state_ != State::kEstablished) return std::nullopt;
  const SuiteRow* row = suite_of(ssl_.get());
  if (row == nullptr) return std::nullopt;
  std::array<std::uint8_t, 2 * SrtpKey::kMaxSize> material{};
  const std::size_t size = 2 * (row->key + row->salt);
  if (SSL_export_keying_material(ssl_.get(), material.data(), size, kExporterLabel.data(),
                                 kExporterLabel.size(), nullptr, 0, 0) != 1) {
    return std::nullopt;
  }
  SrtpKeys keys{row->suite, joined(material.data(), *row, 0), joined(material.data(), *row, 1)};
  OPENSSL_cleanse(material.data(), material.size());
  return keys;
}

}  // namespace madoguchi::voice
